import type { QualifiedName } from '../../dump/dump-model.ts';
import { destinedTables } from '../destinations.ts';
import { tableKey } from '../same-name.ts';
import type { ExistingTable } from '../target-facts.ts';
import type { ImportCase } from './question.ts';

/** A table that the dump makes and does not drop, where one of that name is. */
export interface InTheWay {
  /** As the dump names it, with the database that it goes to. */
  readonly made: QualifiedName;
  readonly there: ExistingTable;
}

/** `mysql.general_log` and `mysql.slow_log` are made IF NOT EXISTS by dumps of all databases. */
export function tablesInTheWay(asked: ImportCase): readonly InTheWay[] {
  const existing = existingByKey(asked);
  const isDropped = inDroppedDatabase(asked);
  return destinedTables(asked.model, asked.question.database).flatMap(({ schema, table }) => {
    const there = existing.get(tableKey(asked.key, schema ?? '', table.name));
    if (there === undefined || !table.created || isDropped(there.schema) || there.schema === 'mysql') return [];
    return table.dropped && there.kind === 'table' ? [] : [{ made: { schema, name: table.name }, there }];
  });
}

/** What the import drops itself before it makes the table; none where that was not asked for. */
export function overwrittenTables(asked: ImportCase): readonly QualifiedName[] {
  return asked.question.overwrite ? tablesInTheWay(asked).map(({ made }) => made) : [];
}

export function inDroppedDatabase({ model, key }: ImportCase): (schema: string) => boolean {
  const dropped = new Set(model.databases.filter((each) => each.dropped).map(({ schema }) => key(schema)));
  return (schema) => dropped.has(key(schema));
}

export function existingByKey({ target, key }: ImportCase): ReadonlyMap<string, ExistingTable> {
  return new Map(target.tables.map((table) => [tableKey(key, table.schema, table.name), table]));
}
