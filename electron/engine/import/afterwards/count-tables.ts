import type { TableLoad } from '../../../../shared/import/import-events.ts';
import type { ImportedTable } from '../../../../shared/import/import-view.ts';
import type { Session } from '../../connections/session.ts';
import type { DumpModel } from '../dump/dump-model.ts';
import { tableId } from '../table-id.ts';
import { countRows } from './count-rows.ts';

const withinMs = 600_000; // ms, each

/** What the server has of the loaded tables, beside what the dump says; `model` null: what was sent. */
export async function countTables(
  session: Session,
  loaded: readonly TableLoad[],
  model: DumpModel | null,
): Promise<readonly ImportedTable[]> {
  const dumped = new Map((model?.tables ?? loaded).map((table) => [tableId(table), table.rows]));
  const tables: ImportedTable[] = [];
  for (const { schema, name, rows } of loaded) {
    const count = await countRows(session, { schema, name }, withinMs).catch(() => null);
    tables.push({ schema, name, rows: count, dumped: dumped.get(tableId({ schema, name })) ?? rows, finished: true });
  }
  return tables;
}

/** Tables whose rows are not as many as the dump’s, in sentences. */
export function differingCounts(tables: readonly ImportedTable[]): readonly string[] {
  return tables
    .filter(({ rows, dumped }) => rows !== null && rows !== dumped)
    .map(
      ({ schema, name, rows, dumped }) =>
        `${schema === null ? '' : `${schema}.`}${name} has ${String(rows)} rows, the dump ${String(dumped)}.`,
    );
}
