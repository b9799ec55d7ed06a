import type { FailoverCandidate } from '../../../../shared/plans/failover-view.ts';
import type { CandidateLook } from '../../../ui/candidates/CandidateCard.tsx';

/** How a candidate stands among the others; `best` is the first of those that nothing blocks. */
export function candidateLook(candidate: FailoverCandidate, best: FailoverCandidate | null): CandidateLook {
  if (candidate.verdict === 'blocked') return { word: 'blocked', tone: 'bad', icon: 'stop' };
  if (candidate.server === best?.server) return { word: 'best candidate', tone: 'ok', icon: 'check' };
  return candidate.lacks === null
    ? { word: 'possible', tone: 'neutral', icon: 'check' }
    : { word: 'has less', tone: 'warn', icon: 'warning' };
}

export function bestOf(candidates: readonly FailoverCandidate[]): FailoverCandidate | null {
  return candidates.find(({ verdict }) => verdict !== 'blocked') ?? null;
}
