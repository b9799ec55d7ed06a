import { realpath } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import type { Flavour } from '../../../../shared/domain/flavour.ts';
import type { Command } from '../command.ts';
import { firstPresent, isRunnable } from '../presence.ts';
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
  const folders = searchFolders(env);
  if (named !== undefined && named !== '') {
    return (
      (await describe(recipe, { file: named, origin: 'environment', folders }, signal)) ?? unsuitable(recipe, named)
    );
  }
  for (const file of await programs(recipe.serverNames, folders)) {
    const found = await describe(recipe, { file, origin: 'path', folders }, signal);
    if (found !== null) return found;
  }
  return null;
}

function unsuitable(recipe: BinaryRecipe, file: string): never {
  const oldest = `${String(recipe.oldest.major)}.${String(recipe.oldest.minor)}`;
  throw new SignalboxError(
    'server-binaries-missing',
    `${recipe.variable} names ${file}, which is not a ${recipe.title} server of version ${oldest}${recipe.newest === null ? ' or newer' : ''}.`,
    { details: { family: recipe.family, variable: recipe.variable, file } },
  );
}

interface Find {
  readonly file: string;
  readonly origin: 'environment' | 'path';
  /** Where its clients may be. */
  readonly folders: readonly string[];
}

async function describe(recipe: BinaryRecipe, find: Find, signal?: AbortSignal): Promise<ServerBinaries | null> {
  const { file, origin } = find;
  const server: Command = { file, args: [] };
  const version = await versionOf(server, signal);
  if (version === null || !isSuitable(recipe, version)) return null;
  const base = dirname(dirname(await realpath(file)));
  const scripts = needsScripts(recipe.family) ? await scriptsFolder(base) : null;
  if (needsScripts(recipe.family) && scripts === null) return null;
  const nearby = [dirname(file), join(base, 'bin'), ...find.folders];
  return {
    family: recipe.family,
    version,
    origin,
    server,
    options: [`basedir=${base}`],
    scripts,
    client: await firstProgram(recipe.clientNames, nearby),
    dump: await firstProgram(recipe.dumpNames, nearby),
  };
}

/** Later MySQL servers make their system tables themselves. */
export function needsScripts(family: Flavour): boolean {
  return family !== 'mysql';
}

/** Where an installation keeps the scripts of its system tables; null when it has none. */
export async function scriptsFolder(base: string): Promise<string | null> {
  const folders = ['share/mysql', 'share/mariadb', 'share'].map((folder) => join(base, folder));
  const script = await firstPresent(folders.map((folder) => join(folder, 'mysql_system_tables.sql')));
  return script === null ? null : dirname(script);
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
      if (await isRunnable(file)) found.push(file);
    }
  }
  return found;
}
