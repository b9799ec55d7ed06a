import type { ServerEvent } from '../../../shared/analysis/history/events.ts';
import type { OperationSummary } from '../../../shared/domain/journal.ts';
import type { Journal } from '../journal/journal.ts';

/** An operation that was cut off does nothing any more after this time; what happens then is worth a record. */
const longestWorkMs = 600_000; // ms

/** These put a channel back on purpose; for every other operation a position that goes backwards is an accident. */
const movingKinds: readonly string[] = ['put-back', 'change-master'];

/** Which events since `since` (epoch ms) may be the work of an operation of the cluster, which records for itself. */
export function ownWork(journal: Journal, cluster: string, since: number): (event: ServerEvent) => boolean {
  const operations = journal
    .list({ cluster, limit: 20, before: null })
    .flatMap((item) => (item.kind === 'operation' ? [item.operation] : []))
    .filter((operation) => operation.kind !== 'import' && wasAtWork(operation, since));
  const moves = operations.some(({ kind }) => movingKinds.includes(kind));
  return ({ reason }) => operations.length > 0 && (moves || reason !== 'position-backwards');
}

function wasAtWork({ startedAt, endedAt }: OperationSummary, since: number): boolean {
  return endedAt === null ? since - startedAt < longestWorkMs : endedAt >= since;
}
