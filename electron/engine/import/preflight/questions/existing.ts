import { block, loss, pass, warn } from '../../../../../shared/guards/guard.ts';
import { destinedTables } from '../destinations.ts';
import { counted, listed, nameInWords } from '../in-words.ts';
import { tableKey } from '../same-name.ts';
import type { ExistingTable } from '../target-facts.ts';
import { existingByKey, inDroppedDatabase, tablesInTheWay } from './in-the-way.ts';
import type { Ask, ImportCase } from './question.ts';

/** Tables that exist and that the dump makes without dropping them. */
export const tableExists: Ask = (asked) => {
  const inTheWay = tablesInTheWay(asked).map(({ there }) => there);
  if (inTheWay.length === 0) return pass('No table of the dump is in the way of one on the target.');
  const names = listed(inTheWay.map(nameInWords));
  return asked.question.overwrite && inTheWay.every(({ kind }) => kind === 'table')
    ? pass(`Dropped first, as asked: ${names}.`)
    : block(
        `On the target already, and not dropped by the dump: ${names}.`,
        'Drop or rename them there, ask for them to be overwritten (--overwrite), import into another database, or dump with --add-drop-table.',
      );
};

/** Tables that the dump fills and that nobody makes. */
export const tableMissing: Ask = (asked) => {
  const existing = existingByKey(asked);
  const missing = destinedTables(asked.model, asked.question.database).filter(
    ({ schema, table }) => !table.created && !existing.has(tableKey(asked.key, schema ?? '', table.name)),
  );
  return missing.length === 0
    ? pass('Every table that the dump fills is there or is made by it.')
    : block(
        `The dump has rows of tables that are not on the target and that it does not make: ${listed(
          missing.map(({ schema, table }) => nameInWords({ schema, name: table.name })),
        )}.`,
        'Import the tables’ definitions first (a dump made with --no-data).',
      );
};

/** Rows that are lost because their table or database is dropped. */
export const rowsDropped: Ask = (asked) => {
  const dropped = tablesDropped(asked);
  const filled = dropped.filter(({ hasRows }) => !hasRows.known || hasRows.value);
  if (filled.length === 0) {
    return pass(
      dropped.length === 0
        ? 'Nothing on the target is dropped.'
        : `${counted(dropped.length, 'table')} without rows ${dropped.length === 1 ? 'is' : 'are'} dropped and made again.`,
    );
  }
  return loss(
    `${counted(filled.length, 'table')} with rows ${filled.length === 1 ? 'is' : 'are'} dropped: ${listed(
      filled.map(withEstimate),
    )}.`,
    'Import into another database or server, or make a dump of what is there first.',
  );
};

/** Rows that the dump's come on top of. */
export const rowsAdded: Ask = (asked) => {
  const { model, question, key } = asked;
  const dropped = new Set(tablesDropped(asked));
  const existing = existingByKey(asked);
  const mixed = destinedTables(model, question.database).flatMap(({ schema, table }) => {
    const there = existing.get(tableKey(key, schema ?? '', table.name));
    if (there === undefined || table.created || table.dataStatements === 0 || dropped.has(there)) return [];
    return there.hasRows.known && !there.hasRows.value ? [] : [there];
  });
  return mixed.length === 0
    ? null
    : warn(
        `The dump’s rows come on top of those that are there: ${listed(mixed.map(withEstimate))}.`,
        'Empty these tables first, unless both are wanted; rows with the same key are an error.',
      );
};

/** Could an import that stops half-way be gone on with? */
export const resumable: Ask = (asked) => {
  const { model, question, key } = asked;
  if (!question.progressTable) return null;
  const existing = existingByKey(asked);
  const odd = destinedTables(model, question.database).flatMap(({ schema, table }) => {
    const there = existing.get(tableKey(key, schema ?? '', table.name));
    const isFilled = !table.created && table.dataStatements > 0;
    return there !== undefined && isFilled && there.engine !== 'innodb' ? [there] : [];
  });
  return odd.length === 0
    ? null
    : warn(
        `Rows come into tables that the dump does not make and that have no transactions: ${listed(odd.map(nameInWords))}. If the import stops among them, it can’t be gone on with.`,
        'Keep a copy of these tables, or make them InnoDB first.',
      );
};

function withEstimate(table: ExistingTable): string {
  const { estimatedRows, hasRows } = table;
  const name = nameInWords(table);
  if (!hasRows.known) return `${name} (whether it has rows is not known: ${hasRows.because})`;
  return estimatedRows === null || estimatedRows === 0 ? name : `${name} (about ${counted(estimatedRows, 'row')})`;
}

/** Base tables that are gone with the import's first statements. */
function tablesDropped(asked: ImportCase): readonly ExistingTable[] {
  const { model, target, question, key } = asked;
  const named = new Set(
    model.droppedTables.map(({ schema, name }) => tableKey(key, schema ?? question.database ?? '', name)),
  );
  if (question.overwrite) {
    for (const { there } of tablesInTheWay(asked)) named.add(tableKey(key, there.schema, there.name));
  }
  const isDropped = inDroppedDatabase(asked);
  return target.tables.filter(
    (table) =>
      table.kind === 'table' && (isDropped(table.schema) || named.has(tableKey(key, table.schema, table.name))),
  );
}
