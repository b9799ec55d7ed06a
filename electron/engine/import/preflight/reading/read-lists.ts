import { filledTextOf, textOf } from '../../../../../shared/dialects/cells.ts';
import type { Row } from '../../../../../shared/domain/row.ts';
import type { TargetFacts } from '../target-facts.ts';
import type { Reader } from './reader.ts';

type Lists = Pick<TargetFacts, 'databases' | 'engines' | 'charsets' | 'collations' | 'timeZones'>;

/** What a server has to offer. Throws as `Session.query`. */
export async function readLists(reader: Reader): Promise<Lists> {
  const databases = await reader.rows('SELECT SCHEMA_NAME AS name FROM information_schema.SCHEMATA');
  const engines = await reader.rows('SELECT ENGINE AS name, SUPPORT AS support FROM information_schema.ENGINES');
  const charsets = await reader.rows('SELECT CHARACTER_SET_NAME AS name FROM information_schema.CHARACTER_SETS');
  // MariaDB 10.10+ has the names with their character set in FULL_COLLATION_NAME.
  const collations = await reader.rows('SELECT * FROM information_schema.COLLATION_CHARACTER_SET_APPLICABILITY');
  const zone = await reader.rows("SELECT CONVERT_TZ('2000-01-01 12:00:00', 'Europe/Berlin', 'UTC') AS converted");
  return {
    databases: databases.map((row) => textOf(row, 'name')),
    engines: names(engines.filter((row) => ['YES', 'DEFAULT'].includes(textOf(row, 'support').toUpperCase()))),
    charsets: names(charsets),
    collations: [...new Set(collations.flatMap(collationsOf))],
    timeZones: filledTextOf(zone[0], 'converted') !== null,
  };
}

function names(rows: readonly Row[]): readonly string[] {
  return rows.map((row) => textOf(row, 'name').toLowerCase());
}

function collationsOf(row: Row): readonly string[] {
  return Object.entries(row).flatMap(([column, cell]) =>
    /COLLATION_NAME$/i.test(column) && cell !== null ? [String(cell).toLowerCase()] : [],
  );
}
