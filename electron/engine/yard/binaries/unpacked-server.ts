import { join } from 'node:path';
import type { Command } from '../command.ts';
import { firstPresent, isPresent } from '../presence.ts';
import { needsScripts, scriptsFolder } from './installed-server.ts';
import { isSuitable, versionOf } from './server-version.ts';
import type { BinaryRecipe, ServerBinaries } from './server-binaries.ts';

interface Platform {
  readonly triplet: string;
  readonly loader: string;
}

const platforms: Readonly<Partial<Record<NodeJS.Architecture, Platform>>> = {
  x64: { triplet: 'x86_64-linux-gnu', loader: 'ld-linux-x86-64.so.2' },
  arm64: { triplet: 'aarch64-linux-gnu', loader: 'ld-linux-aarch64.so.1' },
};

/** Where x86-64 Linux with glibc has its loader. */
const systemLoaders = ['/lib64/ld-linux-x86-64.so.2', '/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2'];

/**
 * Describes the server that was unpacked below `root`.
 * Returns null when something is missing or the server does not run.
 */
export async function describeUnpacked(
  recipe: BinaryRecipe,
  root: string,
  signal?: AbortSignal,
): Promise<ServerBinaries | null> {
  const unpacked = await (recipe.source.kind === 'debian' ? fromDebian(recipe, root) : fromNpm(root));
  if (unpacked === null) return null;
  const version = await versionOf(unpacked.server, signal);
  if (version === null || !isSuitable(recipe, version)) return null;
  return { family: recipe.family, version, origin: 'cache', ...unpacked };
}

type Unpacked = Pick<ServerBinaries, 'server' | 'options' | 'scripts' | 'client' | 'dump'>;

/**
 * Servers from Debian packages run through the loader that was unpacked with them, with their own libraries (libc
 * included), so that the machine's own distribution does not matter.
 */
async function fromDebian(recipe: BinaryRecipe, root: string): Promise<Unpacked | null> {
  const loader = await unpackedLoader(root);
  if (loader === null) return null;
  const server = await unpackedProgram(loader, root, 'usr/sbin', recipe.serverNames);
  if (server === null) return null;
  return {
    server,
    options: [
      `basedir=${join(root, 'usr')}`,
      `lc-messages-dir=${join(root, 'usr/share/mysql')}`,
      `plugin-dir=${join(root, 'usr/lib/mysql/plugin')}`,
    ],
    scripts: needsScripts(recipe.family) ? await scriptsFolder(join(root, 'usr')) : null,
    client: await unpackedProgram(loader, root, 'usr/bin', recipe.clientNames),
    dump: await unpackedProgram(loader, root, 'usr/bin', recipe.dumpNames),
  };
}

/** The npm package's server runs on the machine's own libraries, beside those that lie with it (libaio). */
async function fromNpm(root: string): Promise<Unpacked | null> {
  const folder = join(root, 'server');
  const program = join(folder, 'mysqld');
  const scripts = await scriptsFolder(folder);
  const loader = await firstPresent(systemLoaders);
  if (scripts === null || loader === null || !(await isPresent(program))) return null;
  return {
    server: { file: loader, args: ['--library-path', folder, program] },
    options: [`basedir=${folder}`, `lc-messages-dir=${join(folder, 'share')}`],
    scripts,
    client: null,
    dump: null,
  };
}

async function unpackedLoader(root: string): Promise<Command | null> {
  const platform = platforms[process.arch];
  if (platform === undefined) return null;
  const libraries = ['usr/lib', 'lib'].map((folder) => join(root, folder, platform.triplet));
  const path = [...libraries, join(root, 'usr/lib', platform.triplet, 'mysql/private')].join(':');
  for (const folder of libraries) {
    const file = join(folder, platform.loader);
    if (await isPresent(file)) return { file, args: ['--library-path', path] };
  }
  return null;
}

async function unpackedProgram(
  loader: Command,
  root: string,
  folder: string,
  names: readonly string[],
): Promise<Command | null> {
  for (const name of names) {
    const file = join(root, folder, name);
    if (await isPresent(file)) return { file: loader.file, args: [...loader.args, file] };
  }
  return null;
}
