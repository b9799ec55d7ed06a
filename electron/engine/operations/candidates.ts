import { serverRules, type ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import type { ServerView } from '../../../shared/domain/topology.ts';
import type { CandidateView } from '../../../shared/plans/switchover-view.ts';
import { prepareSwitchover } from './prepare-switchover.ts';
import type { ClusterLook } from './prepared-plan.ts';

/** Every server that replicates, judged as a candidate; the best first. */
export function judgeCandidates(
  cluster: ClusterConfiguration,
  look: ClusterLook,
  now: number,
): readonly CandidateView[] {
  const replicas = look.topology.servers.filter(
    (server) => (server.channels.length > 0 && !isActive(server, look)) || server.role === 'unreachable',
  );
  const judged = replicas.map((server) => judge(server, cluster, look, now));
  const best = judged.filter(({ view }) => view.verdict !== 'blocked').toSorted((a, b) => a.rank - b.rank)[0];
  return judged
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ view }) =>
      view === best?.view && view.verdict === 'possible' ? { ...view, verdict: 'best' as const } : view,
    );
}

/** The half of a pair that takes writes is no candidate; where both do, either is shown, refused. */
function isActive(server: ServerView, look: ClusterLook): boolean {
  const sources = look.topology.servers.filter(({ id }) => server.channels.some(({ source }) => source === id));
  return server.role === 'source' && sources.every(({ role }) => role !== 'source');
}

interface Judged {
  readonly view: CandidateView;
  /** Lower is better: blocked last, then promotion rule, warnings, lag. */
  readonly rank: number;
}

function judge(server: ServerView, cluster: ClusterConfiguration, look: ClusterLook, now: number): Judged {
  const request = { cluster: cluster.name, to: server.id, leaveBehind: [], accept: [] };
  const { guards } = prepareSwitchover(request, cluster, look, [], now).preview;
  const blocks = guards.filter((guard) => guard.verdict === 'block');
  const warnings = guards.filter((guard) => guard.verdict === 'warn' || guard.verdict === 'loss');
  const own = warnings.filter((guard) => guard.server === server.id);
  const verdict = blocks.length > 0 ? 'blocked' : own.length > 0 ? 'warned' : 'possible';
  const reasons = blocks.length > 0 ? blocks : own;
  const promotion = serverRules(cluster, server.id, server.aliases).promotion;
  const lag = server.channels[0]?.lag.seconds ?? 0;
  const rank =
    (blocks.length > 0 ? 1e6 : 0) + (promotion === 'prefer' ? 0 : 1e4) + own.length * 1e3 + Math.min(lag, 999);
  const preferred = promotion === 'prefer' ? ['marked “prefer”'] : [];
  return {
    view: {
      server: server.id,
      verdict,
      reasons: reasons.length > 0 ? reasons.map((guard) => guard.message) : [...preferred, 'all checks pass'],
    },
    rank,
  };
}
