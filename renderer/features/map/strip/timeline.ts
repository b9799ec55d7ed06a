import type { RecordReason } from '../../../../shared/domain/record.ts';
import type { JournalItem, OperationSummary, RecordSummary } from '../../../../shared/domain/journal.ts';

/** A mark on the time line; `at` is its place, 0 the beginning and 1 now. */
export type Mark =
  | {
      readonly kind: 'record';
      readonly at: number;
      readonly time: number;
      readonly servers: number;
      /** Why they were taken, each once. */
      readonly reasons: readonly RecordReason[];
    }
  | { readonly kind: 'operation'; readonly at: number; readonly operation: OperationSummary };

const closeMs = 10_000; // records this close together are one mark

/** The journal's entries of the last `spanMs` as marks, oldest first. */
export function marksOf(items: readonly JournalItem[], now: number, spanMs: number): readonly Mark[] {
  const place = (time: number): number => Math.min(1, 1 - (now - time) / spanMs);
  const marks: Mark[] = [];
  const ascending = items.filter((item) => now - item.at <= spanMs).sort((a, b) => a.at - b.at);
  for (const item of ascending) {
    const last = marks.findLast((mark) => mark.kind === 'record');
    if (item.kind === 'operation') {
      marks.push({ kind: 'operation', at: place(item.operation.startedAt), operation: item.operation });
    } else if (last !== undefined && item.at - last.time < closeMs) {
      marks[marks.indexOf(last)] = {
        ...last,
        servers: last.servers + 1,
        reasons: withReason(last.reasons, item.record.reason),
      };
    } else {
      marks.push({ kind: 'record', at: place(item.at), time: item.at, servers: 1, reasons: [item.record.reason] });
    }
  }
  return marks;
}

function withReason(reasons: readonly RecordReason[], reason: RecordReason): readonly RecordReason[] {
  return reasons.includes(reason) ? reasons : [...reasons, reason];
}

/** Was it taken because something happened to a server, and not by or for somebody? */
export function isHappening(reason: RecordReason): boolean {
  return !['requested', 'before-operation', 'after-operation', 'acknowledged'].includes(reason);
}

export interface LastRecord {
  readonly at: number;
  readonly servers: number;
}

/** When positions were last recorded, and of how many servers then. */
export function lastRecord(items: readonly JournalItem[]): LastRecord | null {
  const records = items.flatMap((item): readonly RecordSummary[] => (item.kind === 'record' ? [item.record] : []));
  const at = records.reduce((latest, record) => Math.max(latest, record.at), 0);
  if (at === 0) return null;
  return {
    at,
    servers: new Set(records.filter((record) => at - record.at < closeMs).map((record) => record.server)).size,
  };
}
