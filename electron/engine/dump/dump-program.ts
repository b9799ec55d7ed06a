import { atLeast, parseVersion, shortVersion, type Version } from '../../../shared/domain/server.ts';

/** A dump program of this machine. */
export interface DumpProgram {
  readonly file: string;
  /** Arguments that always come first (a loader and its library path, say). */
  readonly args: readonly string[];
  readonly version: Version;
  /** Where its login plugins are, when not where it was built to look. */
  readonly pluginFolder: string | null;
}

export type Suitability =
  | { readonly kind: 'good' }
  | { readonly kind: 'warn'; readonly because: string }
  | { readonly kind: 'unsuitable'; readonly because: string };

/**
 * Reads what a dump program says of itself: `mysqldump  Ver 9.7.4 for Linux`, `mysqldump  Ver 10.13 Distrib 5.6.24, for`,
 * `mariadb-dump from 11.4.2-MariaDB, client 10.19 for`. null for anything else.
 */
export function readProgramVersion(line: string): Version | null {
  const [, named] = /(?:Distrib |from )(\d+\.\d+\.\d+[^ ,]*)/.exec(line) ?? [];
  const [, plain] = /\bVer (\d+\.\d+\.\d+[^ ,]*)/.exec(line) ?? [];
  const text = named ?? plain;
  return text === undefined ? null : parseVersion(text);
}

/**
 * May this program dump this server? Sources: the manuals of mysqldump and mariadb-dump; MariaDB's asks MySQL 5.6 for a
 * column that it does not have (tried with 10.11 and 5.6.24).
 */
export function suitability(program: Version, server: Version): Suitability {
  const [mine, its] = [nameOf(program), nameOf(server)];
  if (program.family !== server.family) {
    const own = server.family === 'mariadb' ? 'mariadb-dump' : 'mysqldump of MySQL';
    return { kind: 'unsuitable', because: `${mine} does not know all that ${its} has: use ${own}.` };
  }
  if (!atLeast(program, server.major, server.family === 'mysql' ? server.minor : 0)) {
    return { kind: 'unsuitable', because: `${mine} is older than ${its}, and may leave out what it does not know.` };
  }
  if (!atLeast(program, server.major, server.minor)) {
    return { kind: 'warn', because: `${mine} is older than ${its}: what is new in the server may be missing.` };
  }
  if (server.family === 'mysql' && atLeast(program, 8) && !atLeast(server, 5, 7)) {
    return {
      kind: 'warn',
      because: `${mine} is much newer than ${its}: its makers test it with 5.7 and later. Try the dump before you need it.`,
    };
  }
  return { kind: 'good' };
}

function nameOf(version: Version): string {
  return `${version.family === 'mariadb' ? 'MariaDB' : 'MySQL'} ${shortVersion(version)}`;
}
