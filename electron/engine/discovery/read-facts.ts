import type { Dialect, GroupReader, Query } from '../../../shared/dialects/dialect.ts';
import { reportOf, SignalboxError } from '../../../shared/domain/errors.ts';
import type { FactGroup, FactGroups, Reading, Readings } from '../../../shared/domain/facts.ts';
import type { Row } from '../../../shared/domain/row.ts';
import type { Session } from '../connections/session.ts';

export interface ReadOptions {
  /** Bounds each statement, ms. */
  readonly withinMs: number;
  /** Epoch ms. */
  readonly now: () => number;
  readonly signal?: AbortSignal;
}

/**
 * Reads groups of facts one after another. A group that fails (a missing privilege) is a failed reading and does not
 * stop the others. `readAt` is the time before its first statement: a fact is at least that fresh.
 * @throws SignalboxError `server-timeout`, `server-connection-lost`, `cancelled`: nothing more can be read here.
 */
export async function readFacts(
  session: Session,
  dialect: Dialect,
  groups: readonly FactGroup[],
  options: ReadOptions,
): Promise<Readings> {
  const readings: Partial<Record<FactGroup, Reading<unknown>>> = {};
  for (const group of new Set(groups)) {
    readings[group] = await readGroup<FactGroups[FactGroup]>(session, dialect.readers[group], options);
  }
  return readings as Readings;
}

async function readGroup<T>(session: Session, reader: GroupReader<T>, options: ReadOptions): Promise<Reading<T>> {
  const readAt = options.now();
  try {
    const results: Record<string, readonly Row[] | undefined> = {};
    for (const query of reader.queries) results[query.key] = await rowsOf(session, query, options);
    return { ok: true, value: reader.parse(results), readAt };
  } catch (error) {
    if (!(error instanceof SignalboxError) || session.closed) throw error;
    return { ok: false, code: error.code, message: reportOf(error).message, readAt };
  }
}

async function rowsOf(session: Session, query: Query, options: ReadOptions): Promise<readonly Row[] | undefined> {
  try {
    const { withinMs, signal } = options;
    return await session.query(query.sql, signal === undefined ? { withinMs } : { withinMs, signal });
  } catch (error) {
    if (isTolerated(error, query)) return undefined;
    throw error;
  }
}

function isTolerated(error: unknown, query: Query): boolean {
  if (!(error instanceof SignalboxError) || error.code !== 'server-statement-failed') return false;
  const number = error.details['number'];
  return typeof number === 'number' && query.tolerate?.includes(number) === true;
}
