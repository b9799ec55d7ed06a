import { constants } from 'node:fs';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import { shortVersion } from '../../../../shared/domain/server.ts';
import type { ServerBinaries } from '../binaries/server-binaries.ts';
import { serverCache } from '../binaries/server-cache.ts';
import { runCommand, withArguments } from '../command.ts';
import type { Command } from '../command.ts';
import { withLock } from '../file-lock.ts';
import { isPresent } from '../presence.ts';
import { makeWhole } from '../unfinished.ts';

export interface TemplateOptions {
  readonly cache?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (line: string) => void;
}

const initialiseMs = 120_000; // ms
/** Raised when what is in a template changes, so that older ones are left alone. */
const templateFormat = 1;

/**
 * A freshly initialised data directory for these binaries, made once and kept in the cache; root has no password and
 * is local only. It is copied, never started in place.
 * @throws SignalboxError `yard-failed` with the server's last words, `cancelled`.
 */
export async function ensureTemplate(binaries: ServerBinaries, options: TemplateOptions = {}): Promise<string> {
  const cache = options.cache ?? serverCache();
  const name = `${binaries.family}-${shortVersion(binaries.version)}-${String(templateFormat)}`;
  const template = join(cache, 'data', name);
  if (await isPresent(template)) return template;
  return withLock(`${template}.lock`, { waitMs: initialiseMs, signal: options.signal }, async () => {
    if (await isPresent(template)) return template;
    options.onProgress?.(`Initialising a data directory for ${name}`);
    await makeWhole(template, (unfinished) => initialise(binaries, unfinished, options.signal));
    return template;
  });
}

/** Copies a template, sharing blocks where the file system can; the copy gets an identity of its own at its first start. */
export async function copyTemplate(template: string, data: string): Promise<void> {
  await cp(template, data, { recursive: true, mode: constants.COPYFILE_FICLONE });
  await rm(join(data, 'auto.cnf'), { force: true });
}

async function initialise(binaries: ServerBinaries, data: string, signal: AbortSignal | undefined): Promise<void> {
  await mkdir(data, { recursive: true, mode: 0o700 });
  const shared = ['--no-defaults', ...binaries.options.map((option) => `--${option}`), `--datadir=${data}`];
  if (process.getuid?.() === 0) shared.push('--user=root');
  const command = withArguments(binaries.server, ...shared, '--innodb-buffer-pool-size=64M');
  if (binaries.scripts === null) await initialiseMysql(command, signal);
  else if (binaries.family === 'mariadb') await initialiseMariadb(command, binaries.scripts, signal);
  else await initialiseOldMysql(command, binaries.scripts, signal);
}

async function initialiseMysql(server: Command, signal: AbortSignal | undefined): Promise<void> {
  const options = ['--initialize-insecure', '--innodb-redo-log-capacity=32M', '--secure-file-priv=NULL'];
  await runInitialiser(withArguments(server, ...options), '', signal);
}

const bootstrapScripts = [
  'mysql_system_tables.sql',
  'mysql_performance_tables.sql',
  'mysql_system_tables_data.sql',
  'maria_add_gis_sp_bootstrap.sql',
  'mysql_sys_schema.sql',
];

/** What mariadb-install-db does, without the shell script, which knows nothing of a loader. */
async function initialiseMariadb(server: Command, scripts: string, signal: AbortSignal | undefined): Promise<void> {
  const texts = await Promise.all(bootstrapScripts.map((name) => readFile(join(scripts, name), 'utf8')));
  const first = ['CREATE DATABASE mysql;', 'USE mysql;', 'SET @auth_root_socket=NULL;', 'SET @skip_auth_anonymous=1;'];
  const options = ['--bootstrap', '--innodb-log-file-size=16M', '--max-allowed-packet=8M', '--skip-networking'];
  await runInitialiser(withArguments(server, ...options), [...first, ...texts, ''].join('\n'), signal);
}

const oldScripts = ['mysql_system_tables.sql', 'mysql_system_tables_data.sql'];

/** What mysql_install_db and mysql_secure_installation do: only root@localhost is left of the accounts. */
async function initialiseOldMysql(server: Command, scripts: string, signal: AbortSignal | undefined): Promise<void> {
  const texts = await Promise.all(oldScripts.map((name) => readFile(join(scripts, name), 'utf8')));
  const first = ['CREATE DATABASE mysql;', 'USE mysql;'];
  const last = ["DELETE FROM user WHERE user <> 'root' OR host <> 'localhost';", 'DELETE FROM db;', ''];
  const options = ['--bootstrap', '--innodb-log-file-size=16M', '--max-allowed-packet=8M', '--skip-networking'];
  await runInitialiser(withArguments(server, ...options), [...first, ...texts, ...last].join('\n'), signal);
}

async function runInitialiser(command: Command, input: string, signal: AbortSignal | undefined): Promise<void> {
  const result = await runCommand(command, { timeoutMs: initialiseMs, input, signal });
  if (result.code === 0) return;
  const lastWords = result.stderr.trim().split('\n').slice(-3).join('\n');
  throw new SignalboxError('yard-failed', `A data directory could not be initialised: ${lastWords}`);
}
