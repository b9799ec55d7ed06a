import { parseVersion, shortVersion } from '../../../../../shared/domain/server.ts';
import type { Family, Version } from '../../../../../shared/domain/server.ts';
import { block, pass, warn } from '../../../../../shared/guards/guard.ts';
import { isInOrder } from '../../dump/dump-model.ts';
import type { DumpModel } from '../../dump/dump-model.ts';
import { schemasOf } from '../destinations.ts';
import { counted, listed } from '../in-words.ts';
import type { Ask } from './question.ts';

/** Does the dump end where it should? */
export const complete: Ask = ({ model: { completeness } }) => {
  switch (completeness.kind) {
    case 'complete':
      return pass(`The dump is complete${completeness.on === null ? '' : `: it was finished on ${completeness.on}`}.`);
    case 'unmarked':
      return warn(
        'The dump does not say that it is complete: its last line is not “-- Dump completed”.',
        'Look whether the dump program ended without an error; dumps made with --skip-comments or --compact never have the line.',
      );
    case 'cut':
      return block('The dump ends in the middle of a statement: the rest is missing.', 'Copy or make the dump again.');
  }
};

/** Is it SQL that this server may understand? */
export const kind: Ask = ({ model }) => {
  if (model.statements === 0) return block('There is no statement in the file.', 'Choose the right file.');
  const foreign = foreignKind(model);
  if (foreign !== null) {
    return block(`This is a dump of ${foreign}.`, 'Convert it to MySQL’s SQL first, or load it there.');
  }
  return model.maker === null
    ? pass('The file does not say what made it.')
    : pass(`The dump was made by ${model.maker.program} ${model.maker.version}.`);
};

/** What only the dumps of other databases have. */
function foreignKind({ shape }: DumpModel): string | null {
  const words = shape.kind === 'other' ? shape.reasons.map((reason) => reason.words) : [];
  if (words.some((each) => each.startsWith('PRAGMA '))) return 'SQLite';
  return words.some((each) => /^(COPY |SELECT PG_CATALOG)/.test(each)) ? 'PostgreSQL' : null;
}

/** Can tables be filled in parallel? */
export const order: Ask = ({ model }) => {
  const { shape } = model;
  if (shape.kind === 'dump') return pass('Only what dump programs write: tables are filled in parallel.');
  const places = shape.reasons.map(({ words, line }) => `${words} (line ${line})`);
  const so = isInOrder(model)
    ? 'so that everything runs in order on one connection, and it can’t be gone on with if it stops'
    : 'which waits each time until everything before it is there';
  return warn(
    `Other SQL is in it, ${so}: ${listed(places)}.`,
    'If speed matters, import a file of a dump program alone and run the rest afterwards.',
  );
};

/** Is the target at least as new, and of the same family? */
export const origin: Ask = ({ model, target: { version } }) => {
  const from = originOf(model);
  if (from === null) {
    return warn('The dump does not say which version of which server it is of.', 'Try it on a test server first.');
  }
  const [dumped, here] = [inWords(from), inWords(version)];
  if (from.family !== version.family) {
    return warn(
      `The dump is of ${dumped}, the target is ${here}: the families differ in types, collations and system tables.`,
      'Try it on a test server first.',
    );
  }
  return isNewer(from, version)
    ? warn(
        `The dump is of ${dumped}, the target is older: ${here}.`,
        'Try it on a test server first, or import into a server of that version.',
      )
    : pass(`The dump is of ${dumped}, the target is ${here}.`);
};

/** Are the server's own tables in it, and would they fit? */
export const systemSchema: Ask = ({ model, target: { version }, question }) => {
  if (!schemasOf(model, question.database).some((schema) => /^(mysql|sys)$/i.test(schema))) return null;
  const from = originOf(model);
  const isSame = from?.family === version.family && from.major === version.major && from.minor === version.minor;
  return isSame
    ? warn(
        'The database mysql is in the dump: it replaces the accounts and privileges of the target.',
        'Dump the other databases only (--databases …) unless this is meant; then FLUSH PRIVILEGES and log in again.',
      )
    : block(
        'The database mysql is in the dump, of another version: system tables of another version break a server.',
        'Make a dump of the other databases only (--databases …), and move accounts with SHOW CREATE USER and SHOW GRANTS.',
      );
};

/** The dumped server's version; null where the dump does not tell. */
export function originOf({ serverVersion, maker }: DumpModel): Version | null {
  const text = serverVersion ?? maker?.version;
  if (text === undefined) return null;
  const version = parseVersion(text);
  if (version.major === 0) return null;
  const family: Family = maker?.program === 'mariadb-dump' && version.major >= 10 ? 'mariadb' : version.family;
  return { ...version, family };
}

/** Compares lines of versions: 8.0, 8.4, 10.11. */
function isNewer(a: Version, b: Version): boolean {
  return a.major > b.major || (a.major === b.major && a.minor > b.minor);
}

function inWords(version: Version): string {
  return `${version.family === 'mariadb' ? 'MariaDB' : 'MySQL'} ${shortVersion(version)}`;
}

/** Do tables have keys by which a half-filled one can be gone on with? */
export const primaryKeys: Ask = ({ model, question: { progressTable } }) => {
  const without = model.tables.filter(({ rows, definition }) => rows > 0 && definition?.primaryKey === false);
  if (without.length === 0) return pass('Every table with rows has a primary key, as far as the dump tells.');
  const names = `${counted(without.length, 'table')} without a primary key: ${listed(without.map(({ name }) => name))}`;
  return progressTable
    ? pass(`${names}; what is done is kept beside the rows, so that they go on as the others do.`)
    : warn(
        `${names}. If the import stops half-way, such a table is emptied and filled again from its beginning.`,
        'Let Signalbox keep what is done in a table on the target, which is dropped at the end.',
      );
};
