import { factOf } from '../../../../shared/domain/facts.ts';
import type { OperationSummary } from '../../../../shared/domain/journal.ts';
import type { Json } from '../../../../shared/domain/json.ts';
import type { PositionValue } from '../../../../shared/guards/position-value.ts';
import type { Promotion } from '../../../../shared/plans/change-master/evidence.ts';
import type { ChangeMasterShape } from '../../../../shared/plans/change-master/shape.ts';
import type { Plan } from '../../../../shared/plans/plan.ts';
import type { Journal } from '../../journal/journal.ts';
import type { ClusterLook } from '../prepared-plan.ts';

const looksBack = 200; // items of the cluster's journal

/** The last switchover or failover in the journal by which `to` took over from the channel's present source. */
export function promotionOf(
  journal: Journal,
  cluster: string,
  shape: ChangeMasterShape,
  look: ClusterLook,
): Promotion | null {
  const items = journal.list({ cluster, limit: looksBack, before: null });
  for (const item of items) {
    if (item.kind !== 'operation' || !isPromotion(item.operation)) continue;
    const { plan, entries } = journal.operation(item.operation.id);
    const { goal } = plan as unknown as Pick<Plan, 'goal'>;
    if (!('candidate' in goal) || goal.candidate !== shape.to || goal.source !== shape.source) continue;
    const valueOf = (name: string): PositionValue | null => {
      const found = entries.findLast(({ entry }) => entry.kind === 'value' && entry.name === name)?.entry;
      return found?.kind === 'value' ? positionValue(found.value) : null;
    };
    const [final, takeover] = [valueOf('final'), valueOf('takeover')];
    if (final === null || takeover === null || takeover.file === null || takeover.offset === null) continue;
    const place = { file: takeover.file, offset: takeover.offset };
    return { operation: item.operation.id, final, takeover: place, standsThere: standsAt(shape, final, look) };
  }
  return null;
}

function isPromotion({ kind, outcome }: OperationSummary): boolean {
  return (kind === 'switchover' || kind === 'failover') && outcome !== 'undone';
}

function positionValue(value: Json): PositionValue | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { file, offset, gtid } = value as Readonly<Record<string, Json>>;
  return {
    file: typeof file === 'string' ? file : null,
    offset: typeof offset === 'number' ? offset : null,
    gtid: typeof gtid === 'string' ? gtid : null,
  };
}

/** By coordinates, or on MariaDB by GTID: there a late checkpoint moves the offset without a transaction. */
function standsAt({ channel, replica }: ChangeMasterShape, final: PositionValue, look: ClusterLook): boolean {
  const { executed } = channel;
  if (executed.file === final.file && executed.offset === final.offset) return true;
  const gtid = factOf(look.facts.get(replica), 'status')?.gtid;
  return gtid?.kind === 'mariadb' && final.gtid !== null && final.gtid !== '' && gtid.slavePos === final.gtid;
}
