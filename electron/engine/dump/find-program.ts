import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { Family, Version } from '../../../shared/domain/server.ts';
import { readProgramVersion, suitability, type DumpProgram } from './dump-program.ts';

export interface ProgramSearch {
  readonly server: Version;
  /** One that the person names; only that is looked at. */
  readonly named: string | null;
  /** As the environment has it. */
  readonly path: string | undefined;
  /** Programs that this machine has elsewhere, looked at last. */
  readonly others: () => Promise<readonly UnaskedProgram[]>;
}

/** A program whose version is not known yet. */
export type UnaskedProgram = Omit<DumpProgram, 'version'>;

const names: Readonly<Record<Family, readonly string[]>> = {
  mariadb: ['mariadb-dump', 'mysqldump'],
  mysql: ['mysqldump'],
};
const askMs = 10_000; // ms

/**
 * The best dump program for a server: the first that suits it, else the first that does with a warning, else the first
 * there is.
 * @throws SignalboxError `dump-program-missing`.
 */
export async function findDumpProgram(search: ProgramSearch): Promise<DumpProgram> {
  const { server, named } = search;
  const here = named === null ? await onPath(names[server.family], search.path) : [named];
  const candidates = [...here.map((file) => ({ file, args: [], pluginFolder: null }))];
  const found: DumpProgram[] = [];
  for (const lists of [() => Promise.resolve(candidates), named === null ? search.others : () => Promise.resolve([])]) {
    for (const program of await lists()) {
      const version = await versionOf(program);
      if (version === null) continue;
      if (suitability(version, server).kind === 'good') return { ...program, version };
      found.push({ ...program, version });
    }
  }
  const [first] = found;
  if (first === undefined) throw missing(search);
  return found.find(({ version }) => suitability(version, server).kind === 'warn') ?? first;
}

async function versionOf({ file, args }: UnaskedProgram): Promise<Version | null> {
  try {
    const asked = [...args, '--no-defaults', '--version'];
    const { stdout } = await promisify(execFile)(file, asked, { timeout: askMs, windowsHide: true });
    return readProgramVersion(stdout);
  } catch {
    return null;
  }
}

async function onPath(programs: readonly string[], path: string | undefined): Promise<readonly string[]> {
  const folders = (path ?? '').split(delimiter).filter((folder) => folder !== '');
  const files = programs.flatMap((program) => folders.map((folder) => join(folder, program)));
  const runnable = await Promise.all(
    files.map((file) =>
      access(file, constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return files.filter((_file, place) => runnable[place]);
}

function missing({ server, named }: ProgramSearch): SignalboxError {
  const wanted = names[server.family].join(' or ');
  const message =
    named === null
      ? `There is no ${wanted} on the PATH of this machine: install the server’s client programs, or name it with --program.`
      : `${named} can’t be run, or is no dump program.`;
  return new SignalboxError('dump-program-missing', message, { details: { program: named ?? wanted } });
}
