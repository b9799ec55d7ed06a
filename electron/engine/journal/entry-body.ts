import type { Json } from '../../../shared/domain/json.ts';
import type { OperationEntry, OperationSummary, RecordSummary } from '../../../shared/domain/journal.ts';
import type { RecordContent, RecordEntry } from '../../../shared/domain/record.ts';
import type { ChainEntry } from './chain.ts';
import type { NewOperation } from './journal.ts';
import type { Program } from './program.ts';

export interface BegunBody extends NewOperation {
  readonly program: Program;
}

export interface FinishedBody {
  readonly outcome: NonNullable<OperationSummary['outcome']>;
  readonly result: Json;
}

export function recordOf(entry: ChainEntry): RecordEntry {
  return { ...(parsed(entry) as RecordContent), id: entry.id, at: entry.at, hash: entry.hash };
}

export function begunOf(entry: ChainEntry): BegunBody {
  return parsed(entry) as BegunBody;
}

export function finishedOf(entry: ChainEntry): FinishedBody {
  return parsed(entry) as FinishedBody;
}

export function operationEntryOf(entry: ChainEntry): OperationEntry {
  return parsed(entry) as OperationEntry;
}

/** The operation as lists show it, from its first and, when it is finished, its last entry. */
export function summaryOf(begin: ChainEntry, end: ChainEntry | undefined): OperationSummary {
  const { cluster, kind, title } = begunOf(begin);
  return {
    id: begin.id,
    cluster,
    kind,
    title,
    startedAt: begin.at,
    endedAt: end?.at ?? null,
    outcome: end === undefined ? null : finishedOf(end).outcome,
  };
}

/** The entry's hash was checked, so its body is what this program, or an older one of this schema, wrote. */
function parsed(entry: ChainEntry): unknown {
  return JSON.parse(entry.body);
}

/** The record as lists show it. */
export function recordSummaryOf(entry: ChainEntry): RecordSummary {
  const { id, at, cluster, server, reason, note, operation, family, version, position, gtid, readOnly } =
    recordOf(entry);
  return { id, at, cluster, server, reason, note, operation, family, version, position, gtid, readOnly };
}
