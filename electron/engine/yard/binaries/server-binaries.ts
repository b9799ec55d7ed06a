import type { Family, Version } from '../../../../shared/domain/server.ts';
import type { Command } from '../command.ts';

/** Programs of one server family that can be run on this machine. */
export interface ServerBinaries {
  readonly family: Family;
  readonly version: Version;
  /** Where they come from: named by the environment, found on the PATH, or unpacked from packages into the cache. */
  readonly origin: 'environment' | 'path' | 'cache';
  readonly server: Command;
  /** Options every start needs, as lines of a my.cnf (`basedir=…`). */
  readonly options: readonly string[];
  /** Folder with the SQL scripts that MariaDB's system tables are made from; null on MySQL. */
  readonly scripts: string | null;
  /** The plain clients (`mariadb`/`mysql` and the dump program); null where the machine has none. */
  readonly client: Command | null;
  readonly dump: Command | null;
}

/** What is fetched and looked for, per family. */
export interface BinaryRecipe {
  readonly family: Family;
  readonly title: string;
  /** Names the server program; wins over everything else. */
  readonly variable: string;
  readonly serverNames: readonly string[];
  readonly clientNames: readonly string[];
  readonly dumpNames: readonly string[];
  /** Debian suite that has the packages. */
  readonly suite: string;
  /** Fetched with everything they depend on. */
  readonly packages: readonly string[];
  /** Fetched alone: only a program in them is wanted. */
  readonly extras: readonly string[];
  readonly oldest: { readonly major: number; readonly minor: number };
}

export const binaryRecipes: Readonly<Record<Family, BinaryRecipe>> = {
  mariadb: {
    family: 'mariadb',
    title: 'MariaDB',
    variable: 'SIGNALBOX_MARIADB_BIN',
    serverNames: ['mariadbd', 'mysqld'],
    clientNames: ['mariadb', 'mysql'],
    dumpNames: ['mariadb-dump', 'mysqldump'],
    suite: 'bookworm',
    packages: ['mariadb-server-core', 'mariadb-client-core'],
    extras: ['mariadb-client'],
    oldest: { major: 10, minor: 11 },
  },
  mysql: {
    family: 'mysql',
    title: 'MySQL',
    variable: 'SIGNALBOX_MYSQL_BIN',
    serverNames: ['mysqld'],
    clientNames: ['mysql'],
    dumpNames: ['mysqldump'],
    suite: 'unstable',
    packages: ['mysql-server-core', 'mysql-client-core'],
    extras: [],
    oldest: { major: 8, minor: 4 },
  },
};
