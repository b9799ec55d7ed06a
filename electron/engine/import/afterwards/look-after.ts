import type { Version } from '../../../../shared/domain/server.ts';
import type { QualifiedName, TableLoad } from '../../../../shared/import/import-events.ts';
import type { ImportedGtids, ImportedTable } from '../../../../shared/import/import-view.ts';
import type { Session } from '../../connections/session.ts';
import type { DumpModel } from '../dump/dump-model.ts';
import { tableId } from '../table-id.ts';
import { analyzeTables, type Bounds } from './analyze-tables.ts';
import { applyGtids } from './apply-gtids.ts';
import { checksumTable } from './checksum-table.ts';
import { countRows } from './count-rows.ts';

export interface AfterwardsRequest extends Bounds {
  readonly loaded: readonly TableLoad[];
  /** null: what is in the dump was not looked at before. */
  readonly model: DumpModel | null;
  /** Where names without a database went. */
  readonly database: string | null;
  readonly analyze: boolean;
  readonly checksum: boolean;
  /** Of which family and version the server is, where its GTIDs are to be set; null: they are not. */
  readonly gtidsOn: Version | null;
  /** Says what is done now. */
  readonly tell: (text: string) => void;
}

export interface Afterwards {
  readonly tables: readonly ImportedTable[];
  readonly analyzed: number;
  readonly gtids: ImportedGtids | null;
  readonly notes: readonly string[];
}

const oneWithinMs = 600_000; // ms, a table

/**
 * What is done once all of a dump is there: its GTIDs are set where that is asked for, rows are counted and compared,
 * statistics gathered, checksums told. Never rejects for what a server refuses: what is not known is null, or said.
 */
export async function lookAfter(session: Session, request: AfterwardsRequest): Promise<Afterwards> {
  const { loaded, model, tell, signal } = request;
  const { gtidsOn } = request;
  const gtids = gtidsOn === null || model === null ? null : await applyGtids(session, gtidsOn, model.coordinates);
  tell(`Counting the rows of ${String(loaded.length)} tables`);
  const dumped = dumpedRows(request);
  const tables: ImportedTable[] = [];
  for (const { schema, name, rows: sent } of loaded) {
    const table = { schema, name };
    const options = { withinMs: oneWithinMs, signal };
    const rows = await countRows(session, table, options).catch(() => null);
    const checksum = request.checksum ? await checksumTable(session, table, options).catch(() => null) : null;
    tables.push({ ...table, rows, dumped: dumped.get(tableId(table)) ?? sent, finished: true, checksum });
  }
  const notes = differingCounts(tables);
  if (!request.analyze) return { tables, gtids, analyzed: 0, notes };
  tell('Gathering statistics (ANALYZE TABLE)');
  const filled = loaded.filter(({ rows }) => rows > 0);
  const { analyzed, notes: problems } = await analyzeTables(session, filled, request);
  return { tables, gtids, analyzed, notes: [...notes, ...problems] };
}

function dumpedRows({ model, database }: AfterwardsRequest): ReadonlyMap<string, number> {
  const named = ({ schema, name }: QualifiedName): string => tableId({ schema: schema ?? database, name });
  return new Map((model?.tables ?? []).map((table) => [named(table), table.rows]));
}

/** Tables whose rows are not as many as the dump’s, in sentences. */
function differingCounts(tables: readonly ImportedTable[]): readonly string[] {
  return tables
    .filter(({ rows, dumped }) => rows !== null && rows !== dumped)
    .map(
      ({ schema, name, rows, dumped }) =>
        `${schema === null ? '' : `${schema}.`}${name} has ${String(rows)} rows, the dump ${String(dumped)}.`,
    );
}
