import { textOf } from '../../../../shared/dialects/cells.ts';
import { qualifiedName } from './qualified-name.ts';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import type { QualifiedName } from '../../../../shared/import/import-events.ts';
import type { Session } from '../../connections/session.ts';

export interface Bounds {
  readonly monotonic: () => number; // ms
  readonly signal: AbortSignal;
}

export interface AnalyzedTables {
  readonly analyzed: number;
  readonly notes: readonly string[];
}

const allWithinMs = 600_000; // ms
const oneWithinMs = 120_000; // ms

/**
 * Has the server gather its statistics on each table, so that the first queries get good plans. Kept out of the binary
 * log: {replicas} gather theirs themselves. Bounded; never rejects: what could not be done is said.
 */
export async function analyzeTables(
  session: Session,
  tables: readonly QualifiedName[],
  { monotonic, signal }: Bounds,
): Promise<AnalyzedTables> {
  const until = monotonic() + allWithinMs;
  const notes: string[] = [];
  let analyzed = 0;
  for (const [index, table] of tables.entries()) {
    const withinMs = Math.min(oneWithinMs, until - monotonic());
    if (withinMs <= 0 || signal.aborted || session.closed) {
      return { analyzed, notes: [...notes, notAnalyzed(tables.slice(index))] };
    }
    const problem = await analyze(session, table, { withinMs, signal });
    if (problem === null) analyzed += 1;
    else notes.push(problem);
  }
  return { analyzed, notes };
}

/** null: done. */
async function analyze(
  session: Session,
  table: QualifiedName,
  bounds: { readonly withinMs: number; readonly signal: AbortSignal },
): Promise<string | null> {
  const name = qualifiedName(table);
  if (name === null) return null;
  try {
    const rows = await session.query(`ANALYZE NO_WRITE_TO_BINLOG TABLE ${name}`, bounds);
    const error = rows.find((row) => textOf(row, 'Msg_type').toLowerCase() === 'error');
    return error === undefined ? null : `ANALYZE TABLE ${name}: ${textOf(error, 'Msg_text')}`;
  } catch (error) {
    if (error instanceof SignalboxError) return `ANALYZE TABLE ${name}: ${error.message}`;
    throw error;
  }
}

function notAnalyzed(tables: readonly QualifiedName[]): string {
  const [first] = tables;
  const from = first === undefined ? '' : ` (from ${qualifiedName(first) ?? first.name} on)`;
  return `ANALYZE TABLE was left out for ${String(tables.length)} tables${from}.`;
}
