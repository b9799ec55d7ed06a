import { SignalboxError } from '../domain/errors.ts';
import { atLeast, type Version } from '../domain/server.ts';
import type { Dialect } from './dialect.ts';
import { mariadbCommands } from './mariadb/commands.ts';
import { mariadbReaders } from './mariadb/readers.ts';
import { mysqlCommands } from './mysql/commands.ts';
import { mysqlReaders } from './mysql/readers.ts';

/**
 * How a server of this version speaks.
 * @throws SignalboxError `server-unsupported` for MySQL before 5.6, MariaDB before 10.5 and unreadable versions.
 */
export function dialectFor(version: Version): Dialect {
  if (version.family === 'mariadb') {
    if (!atLeast(version, 10, 5)) throw unsupported(version, 'MariaDB 10.5');
    return { version, readers: mariadbReaders(version), commands: mariadbCommands() };
  }
  if (!atLeast(version, 5, 6)) throw unsupported(version, 'MySQL 5.6');
  return { version, readers: mysqlReaders(version), commands: mysqlCommands(version) };
}

function unsupported(version: Version, oldest: string): SignalboxError {
  return new SignalboxError(
    'server-unsupported',
    `The server says it is version “${version.text}”; Signalbox knows ${oldest} and later.`,
  );
}
