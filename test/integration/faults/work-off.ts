import type { Bench } from './bench.ts';
import type { FaultCase } from './fault-case.ts';
import { ProgramPool } from './program-process.ts';
import { runCase, type CaseResult } from './run-case.ts';

const tries = 3;
const tooSlow = 'a decision needs facts of the last';

/** Runs case after case on one cluster, until there is none; others may draw from the same source. Stops the cluster. */
export async function workOff(
  bench: Bench,
  draw: () => FaultCase | undefined,
  keep: (result: CaseResult) => void,
  stop: AbortSignal,
): Promise<void> {
  const pool = new ProgramPool();
  const stopped = (): boolean => stop.aborted;
  try {
    for (let next = draw(); next !== undefined && !stopped(); next = draw()) {
      const result = await runPatiently(next, bench, pool);
      if (!stopped()) keep(result);
    }
  } finally {
    await Promise.all([pool.close(), bench.stop()]);
  }
}

/** A machine under load may be too slow even for the guards: such a case is run again. */
async function runPatiently(fault: FaultCase, bench: Bench, pool: ProgramPool): Promise<CaseResult> {
  for (let left = tries; left > 0; left -= 1) {
    const result = await runCase(fault, bench, pool).catch((error: unknown) => harnessFailed(fault, error));
    if (result.verdict !== 'failed' || !result.text.includes(tooSlow)) return result;
  }
  return { id: fault.id, verdict: 'skipped', text: 'the machine is too slow for the guards', ms: 0 };
}

function harnessFailed(fault: FaultCase, error: unknown): CaseResult {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { id: fault.id, verdict: 'failed', text: `the harness: ${text}`, ms: 0 };
}
