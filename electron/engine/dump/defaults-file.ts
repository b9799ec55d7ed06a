import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Address } from '../../../shared/domain/address.ts';
import type { TlsConfiguration } from '../../../shared/domain/configuration.ts';
import { atLeast, type Version } from '../../../shared/domain/server.ts';

export interface Login {
  readonly program: Version;
  readonly pluginFolder: string | null;
  readonly address: Address;
  readonly user: string;
  readonly password: string;
  readonly tls: TlsConfiguration;
  /** Whether Signalbox's own connection to the server is encrypted: `preferred` is then, and only then, encrypted too. */
  readonly encrypted: boolean;
}

/** A private folder with the file of defaults, for as long as the program runs. */
export interface PrivateDefaults {
  readonly folder: string;
  readonly file: string;
  readonly password: string;
  remove(): Promise<void>;
}

/** Writes the login where only this account can read it; the caller removes it. */
export async function writeDefaults(login: Login): Promise<PrivateDefaults> {
  const folder = await mkdtemp(join(tmpdir(), 'signalbox-dump-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const file = join(folder, 'login.cnf');
  try {
    await writeFile(file, defaultsText(login), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    await remove();
    throw error;
  }
  return { folder, file, password: login.password, remove };
}

/** The login as an option file of both families has it. */
export function defaultsText(login: Login): string {
  const { address, user, password, pluginFolder } = login;
  const lines = [
    ['protocol', 'tcp'],
    ['host', address.host],
    ['port', String(address.port)],
    ['user', user],
    ['password', password],
    ...(pluginFolder === null ? [] : [['plugin-dir', pluginFolder]]),
    ...(login.program.family === 'mariadb' ? mariadbTls(login) : mysqlTls(login)),
  ];
  const texts = lines.map(([name = '', value]) => (value === undefined ? name : `${name}=${quoted(value)}`));
  return ['[client]', ...texts, ''].join('\n');
}

type Option = readonly [name: string, value?: string];

function mysqlTls({ program, tls, encrypted }: Login): readonly Option[] {
  const key: readonly Option[] = atLeast(program, 8) ? [['get-server-public-key', '1']] : [];
  if (!atLeast(program, 5, 7, 11)) return isOff(tls, encrypted) ? [['skip-ssl']] : [['ssl', '1'], ...files(tls)];
  const mode = {
    off: 'DISABLED',
    preferred: encrypted ? 'REQUIRED' : 'DISABLED',
    required: 'REQUIRED',
    'verify-ca': 'VERIFY_CA',
    'verify-identity': 'VERIFY_IDENTITY',
  }[tls.mode];
  return [['ssl-mode', mode], ...(mode === 'DISABLED' ? key : files(tls))];
}

/** MariaDB's programs verify the certificate and its name together or not at all: `verify-ca` verifies both. */
function mariadbTls({ tls, encrypted }: Login): readonly Option[] {
  if (isOff(tls, encrypted)) return [['skip-ssl']];
  const verifies = tls.mode === 'verify-ca' || tls.mode === 'verify-identity';
  return [['ssl', '1'], ...files(tls), ['ssl-verify-server-cert', verifies ? '1' : '0']];
}

function isOff(tls: TlsConfiguration, encrypted: boolean): boolean {
  return tls.mode === 'off' || (tls.mode === 'preferred' && !encrypted);
}

function files({ caFile, certFile, keyFile }: TlsConfiguration): readonly Option[] {
  const named = [
    ['ssl-ca', caFile],
    ['ssl-cert', certFile],
    ['ssl-key', keyFile],
  ] as const;
  return named.flatMap(([name, file]) => (file === null ? [] : [[name, file] as const]));
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** As an option file reads it back; source: “Using Option Files” in MySQL's manual. */
function quoted(value: string): string {
  return `"${value.replace(/[\\"\n\r\t]/g, (mark) => escapes[mark] ?? mark)}"`;
}
