import { constants } from 'node:fs';
import { access, realpath } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import type { Command } from '../command.ts';
import { isSuitable, versionOf } from './server-version.ts';
import type { BinaryRecipe, ServerBinaries } from './server-binaries.ts';

/** Where server programs are kept although ordinary users' PATH leaves them out. */
const serverFolders = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin'];

/**
 * The server named by the recipe's environment variable, else a suitable one on the PATH, else null.
 * @throws SignalboxError `server-binaries-missing` when the variable names something unsuitable.
 */
export async function findInstalledServer(
  recipe: BinaryRecipe,
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<ServerBinaries | null> {
  const named = env[recipe.variable];
  if (named !== undefined && named !== '') return serverNamed(recipe, named, signal);
  for (const file of await programs(recipe.serverNames, searchFolders(env))) {
    const found = await describe(recipe, file, 'path', signal);
    if (found !== null) return found;
  }
  return null;
}

async function serverNamed(recipe: BinaryRecipe, file: string, signal?: AbortSignal): Promise<ServerBinaries> {
  const found = await describe(recipe, file, 'environment', signal);
  if (found !== null) return found;
  const oldest = `${String(recipe.oldest.major)}.${String(recipe.oldest.minor)}`;
  throw new SignalboxError(
    'server-binaries-missing',
    `${recipe.variable} names ${file}, which is not a ${recipe.title} server of version ${oldest} or newer.`,
    { details: { family: recipe.family, variable: recipe.variable, file } },
  );
}

async function describe(
  recipe: BinaryRecipe,
  file: string,
  origin: 'environment' | 'path',
  signal?: AbortSignal,
): Promise<ServerBinaries | null> {
  const server: Command = { file, args: [] };
  const version = await versionOf(server, signal);
  if (version === null || !isSuitable(recipe, version)) return null;
  const base = dirname(dirname(await realpath(file)));
  const scripts = recipe.family === 'mariadb' ? await scriptsFolder(base) : null;
  if (recipe.family === 'mariadb' && scripts === null) return null;
  const folders = [dirname(file), join(base, 'bin'), ...searchFolders(process.env)];
  return {
    family: recipe.family,
    version,
    origin,
    server,
    options: [`basedir=${base}`],
    scripts,
    client: await firstProgram(recipe.clientNames, folders),
    dump: await firstProgram(recipe.dumpNames, folders),
  };
}

/** Where a MariaDB installation keeps the scripts of its system tables; null when it has none. */
export async function scriptsFolder(base: string): Promise<string | null> {
  for (const folder of [join(base, 'share', 'mysql'), join(base, 'share', 'mariadb'), join(base, 'share')]) {
    if (await canRead(join(folder, 'mysql_system_tables.sql'))) return folder;
  }
  return null;
}

function searchFolders(env: NodeJS.ProcessEnv): string[] {
  const path = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...new Set([...path, ...serverFolders])];
}

async function firstProgram(names: readonly string[], folders: readonly string[]): Promise<Command | null> {
  const file = (await programs(names, folders))[0];
  return file === undefined ? null : { file, args: [] };
}

async function programs(names: readonly string[], folders: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of names) {
    for (const folder of folders) {
      const file = join(folder, name);
      if (await access(file, constants.X_OK).then(() => true, () => false)) found.push(file);
    }
  }
  return found;
}

async function canRead(file: string): Promise<boolean> {
  return access(file, constants.R_OK).then(
    () => true,
    () => false,
  );
}
