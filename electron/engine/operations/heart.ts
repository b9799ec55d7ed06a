import type { OperationContext } from './operation-context.ts';
import { beatMs } from './vigil.ts';

const beatsBetweenPings = 10;

/** Beats while an operation runs: for its vigil, and so that the servers keep its lock sessions. Returns what ends it. */
export function startHeart({ vigil, sessions }: Pick<OperationContext, 'vigil' | 'sessions'>): () => void {
  let beats = 0;
  const timer = setInterval(() => {
    vigil.beat();
    beats += 1;
    if (beats % beatsBetweenPings === 0) sessions.pingHolds();
  }, beatMs);
  return () => clearInterval(timer);
}
