import type {
  ImportProgress,
  QualifiedName,
  SkippedStatement,
  TableLoad,
} from '../../../../shared/import/import-events.ts';
import type { ImportPreview, ImportResult } from '../../../../shared/import/import-view.ts';
import type { ImportRunEvent, ThroughputSample } from '../../../../shared/import/running-import.ts';
import { withThroughput } from '../../../../shared/import/throughput.ts';

/** A table as it fills. */
export interface TableSight extends QualifiedName {
  /** In the dump; null where it was not looked through. */
  readonly dumped: number | null;
  readonly dataBytes: number;
  readonly rows: number;
  readonly state: 'waiting' | TableLoad['state'];
  /** How many keys are being built; null: not known, or none. */
  readonly keys: number | null;
}

/** An import as far as it was told. */
export interface ImportSight {
  readonly preview: ImportPreview | null;
  readonly startedAt: number | null; // epoch ms
  readonly tables: ReadonlyMap<string, TableSight>;
  readonly samples: readonly ThroughputSample[];
  readonly progress: ImportProgress | null;
  readonly skipped: readonly SkippedStatement[];
  readonly notes: readonly string[];
  readonly stopping: boolean;
  readonly result: ImportResult | null;
}

export const notYet: ImportSight = {
  preview: null,
  startedAt: null,
  tables: new Map(),
  samples: [],
  progress: null,
  skipped: [],
  notes: [],
  stopping: false,
  result: null,
};

/** The import after an event; `started` begins it anew, as when a connection comes back. */
export function foldImport(sight: ImportSight, event: ImportRunEvent): ImportSight {
  switch (event.kind) {
    case 'started': {
      const { preview, startedAt } = event;
      return {
        ...notYet,
        preview,
        startedAt,
        tables: new Map(preview.each.map((table) => [nameOf(table), waiting(table)])),
      };
    }
    case 'history':
      return { ...sight, samples: event.samples };
    case 'progress': {
      const { progress } = event;
      const tables = progress.active.reduce(withTable, sight.tables);
      return { ...sight, tables, progress, samples: withThroughput(sight.samples, progress) };
    }
    case 'table-finished':
      return { ...sight, tables: withTable(sight.tables, { ...event.table, state: 'finished' }) };
    case 'index-build':
      return { ...sight, tables: withKeys(sight.tables, event.table, event.keys) };
    case 'skipped':
      return event.skip.reason === 'done-before' ? sight : { ...sight, skipped: [...sight.skipped, event.skip] };
    case 'note':
      return { ...sight, notes: [...sight.notes, event.text] };
    case 'stopping':
      return { ...sight, stopping: true };
    case 'finished':
      return { ...sight, result: event.result };
  }
}

type Tables = ReadonlyMap<string, TableSight>;

function withTable(tables: Tables, { schema, name, rows, bytes, state }: TableLoad): Tables {
  const key = nameOf({ schema, name });
  const known = tables.get(key) ?? { schema, name, dumped: null, dataBytes: bytes, keys: null };
  return new Map(tables).set(key, { ...known, rows, state, keys: state === 'keys' ? known.keys : null });
}

function withKeys(tables: Tables, table: QualifiedName, keys: number): Tables {
  const known = tables.get(nameOf(table)) ?? { ...waiting({ ...table, rows: 0, dataBytes: 0 }), dumped: null };
  return new Map(tables).set(nameOf(table), { ...known, rows: known.dumped ?? known.rows, state: 'keys', keys });
}

function waiting({
  schema,
  name,
  rows,
  dataBytes,
}: QualifiedName & { readonly rows: number; readonly dataBytes: number }) {
  return { schema, name, dumped: rows, dataBytes, rows: 0, state: 'waiting', keys: null } as const;
}

/** `shop.orders`. */
export function nameOf({ schema, name }: QualifiedName): string {
  return schema === null ? name : `${schema}.${name}`;
}

const order = { keys: 0, loading: 1, waiting: 2, finished: 3 } as const;

/** What is on its way first, the largest before the others; what is there comes last. */
export function tablesInSight({ tables }: ImportSight): readonly TableSight[] {
  return [...tables.values()].sort(
    (one, other) => order[one.state] - order[other.state] || other.dataBytes - one.dataBytes,
  );
}

/** How much of a table is there, from 0 to 1; null where it is not known. */
export function shareOf({ rows, dumped, state }: TableSight): number | null {
  if (state === 'finished' || state === 'keys') return 1;
  if (dumped === null) return null;
  return dumped === 0 ? 0 : Math.min(1, rows / dumped);
}
