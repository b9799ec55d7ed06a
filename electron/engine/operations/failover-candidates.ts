import { compareReceived, lackedBy, type Received } from '../../../shared/domain/received/received.ts';
import { serverRules } from '../../../shared/domain/configuration.ts';
import { formatPosition } from '../../../shared/domain/position.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { receivedBy } from '../../../shared/guards/received-value.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import type { FailoverCandidate } from '../../../shared/plans/failover-view.ts';
import { followBy } from '../../../shared/plans/switchover/input.ts';
import { judgeFailover, type FailoverCase } from './judge-failover.ts';

/** A replica as the next source, judged. */
export interface RankedCandidate {
  readonly server: ServerId;
  readonly received: Received | null;
  readonly blocks: readonly GuardResult[];
  readonly preferred: boolean;
}

/** Every replica of the source that answers; the best first: most advanced, then promotion rule, then name. */
export function rankCandidates(about: FailoverCase): readonly RankedCandidate[] {
  const { look, cluster, source } = about;
  const byGtid = isByGtid(about);
  const ranked = look.topology.servers.flatMap((view): readonly RankedCandidate[] => {
    const channel = view.channels.find((entry) => entry.source === source);
    if (channel === undefined || view.role === 'unreachable') return [];
    const { guards } = judgeFailover(about, view.id);
    return [
      {
        server: view.id,
        received: receivedBy(look.facts, view.id, channel.name),
        blocks: guards.filter(({ verdict, code }) => verdict === 'block' && code !== 'source-not-gone'),
        preferred: serverRules(cluster, view.id, view.aliases).promotion === 'prefer',
      },
    ];
  });
  return ranked.toSorted((a, b) => rankOf(a) - rankOf(b) || further(a, b, byGtid) || a.server.localeCompare(b.server));
}

function rankOf({ blocks, preferred }: RankedCandidate): number {
  return (blocks.length > 0 ? 2 : 0) + (preferred ? 0 : 1);
}

function further(a: RankedCandidate, b: RankedCandidate, byGtid: boolean): number {
  if (a.received === null || b.received === null) return 0;
  const compared = compareReceived(a.received, b.received, byGtid);
  return compared === 'more' ? -1 : compared === 'less' ? 1 : 0;
}

/** All replicas of the source ask by GTID. */
export function isByGtid({ look, source }: FailoverCase): boolean {
  const channels = look.topology.servers.flatMap((view) => view.channels.filter((entry) => entry.source === source));
  return channels.every(({ positioning }) => followBy(positioning) === 'gtid');
}

/** For people: what each has, lacks, and why it was not chosen. */
export function candidateViews(
  ranked: readonly RankedCandidate[],
  chosen: ServerId | null,
  byGtid: boolean,
): readonly FailoverCandidate[] {
  const most = ranked
    .map(({ received }) => received)
    .reduce((best, next) => {
      if (best === null || next === null) return best ?? next;
      return compareReceived(next, best, byGtid) === 'more' ? next : best;
    }, null);
  const taken = ranked.find(({ server }) => server === chosen)?.received ?? null;
  return ranked.map((candidate) => viewOf(candidate, chosen, { most, taken }, byGtid));
}

function viewOf(
  { server, received, blocks, preferred }: RankedCandidate,
  chosen: ServerId | null,
  { most, taken }: { readonly most: Received | null; readonly taken: Received | null },
  byGtid: boolean,
): FailoverCandidate {
  const lacks = received === null || most === null ? '' : lackedBy(received, most, byGtid);
  const why = blocks.map(({ message }) => message);
  const rule = preferred ? ['marked “prefer”'] : [];
  const better = received !== null && taken !== null && compareReceived(received, taken, byGtid) === 'more';
  const good = better ? 'has received more than the chosen one' : 'as good, and not chosen';
  const lost = server === chosen ? [] : [lacks === '' ? good : `lacks ${lacks}`];
  return {
    server,
    verdict: blocks.length > 0 ? 'blocked' : server === chosen ? 'chosen' : 'possible',
    has: received === null ? 'unknown' : hasText(received, byGtid),
    lacks: lacks === '' ? null : lacks,
    reasons:
      why.length > 0
        ? why
        : [...rule, ...(server === chosen ? [lacks === '' ? 'nobody has received more' : `lacks ${lacks}`] : lost)],
  };
}

function hasText({ file, offset, gtid }: Received, byGtid: boolean): string {
  return byGtid && gtid !== null ? gtid : file === '' ? 'nothing' : formatPosition({ file, offset });
}
