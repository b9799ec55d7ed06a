import type { DumpedTable, DumpModel, QualifiedName } from '../dump/dump-model.ts';

/** A table of the dump with the database that it goes to; null where neither the dump nor the operator names one. */
export interface Destined {
  readonly schema: string | null;
  readonly table: DumpedTable;
}

/** The tables of a dump, each with the database that it goes to. */
export function destinedTables(model: DumpModel, database: string | null): readonly Destined[] {
  return model.tables.map((table) => ({ schema: table.schema ?? database, table }));
}

/** Every database that the dump is about, each once; `database` is where names without one go. */
export function schemasOf(model: DumpModel, database: string | null): readonly string[] {
  const named = [...objectsOf(model).map(({ schema }) => schema ?? database), database];
  const listed = model.databases.map(({ schema }) => schema);
  return [...new Set([...listed, ...named.filter((schema) => schema !== null)])];
}

/** Tables, dropped ones too, views, programs and sequences. */
export function objectsOf(model: DumpModel): readonly QualifiedName[] {
  return [
    ...model.tables,
    ...model.droppedTables,
    ...model.views,
    ...model.triggers,
    ...model.routines,
    ...model.events,
    ...model.sequences,
  ];
}
