import type { Json } from '../../../shared/domain/json.ts';
import type { BinlogPosition } from '../../../shared/domain/position.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { Plan } from '../../../shared/plans/plan.ts';
import type { Journal } from '../journal/journal.ts';

/** How a server was replaced as the source. */
export interface LastPromotion {
  readonly operation: string;
  readonly newSource: ServerId;
  /** How far the new source came in the old one's log, by replication or by what was applied there afterwards. */
  readonly final: BinlogPosition | null;
  /** Where the new source's own log stood then, before it took a write. */
  readonly takeover: BinlogPosition | null;
  /** Records taken before: of the new source, as it followed the old one. */
  readonly recordsBefore: readonly string[];
}

/** The last switchover or failover that replaced this server, and opened another; null: the journal has none. */
export function lastPromotion(journal: Journal, cluster: string, server: ServerId): LastPromotion | null {
  for (const { id, kind, outcome } of journal.operationsSince(cluster, 0)) {
    if (!['switchover', 'failover'].includes(kind) || outcome === 'undone' || outcome === 'refused') continue;
    const { plan, entries, records } = journal.operation(id);
    const { goal } = plan as unknown as Pick<Plan, 'goal'>;
    if (goal.kind !== 'switchover' && goal.kind !== 'failover') continue;
    if (goal.source !== server) return null; // another one has taken over since
    const valueOf = (name: string): BinlogPosition | null => {
      const found = entries.findLast(({ entry }) => entry.kind === 'value' && entry.name === name)?.entry;
      return found?.kind === 'value' ? placeOf(found.value) : null;
    };
    return {
      operation: id,
      newSource: goal.candidate,
      final: valueOf('reached') ?? valueOf('final'),
      takeover: valueOf('opening') ?? valueOf('takeover'),
      recordsBefore: records,
    };
  }
  return null;
}

function placeOf(value: Json): BinlogPosition | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { file, offset } = value as Readonly<Record<string, Json>>;
  return typeof file === 'string' && typeof offset === 'number' ? { file, offset } : null;
}
