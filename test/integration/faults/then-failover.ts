import { askOnce } from './ask-once.ts';
import { deathOf, type Death } from './death.ts';
import type { FaultCase } from './fault-case.ts';
import type { Wish } from './job.ts';
import type { ProgramProcess } from './program-process.ts';
import type { Ending } from './run-case.ts';
import { failoverWish, type WishScene } from './wishes.ts';
import type { ContinuousWriter } from '../../kit/continuous-writer.ts';

const endMs = 180_000; // ms

interface LostScene extends WishScene {
  readonly program: ProgramProcess;
  readonly writer: ContinuousWriter;
}

export type FailedOver = Exclude<Ending, { result: unknown }> | (Extract<Ending, { result: unknown }> & Put);

interface Put {
  readonly wish: Wish;
  readonly death: Death;
}

/**
 * The source dies at a step of the switchover, and the program too where the case says so. However the switchover has
 * ended, a failover that is asked for must be done, and leave nothing unfinished.
 */
export async function failOverInstead({ fault }: FaultCase, scene: LostScene): Promise<FailedOver> {
  const { bench, pool, home, program, writer } = scene;
  const source = bench.server('source');
  await source.kill();
  if (fault.kind === 'source-and-program-gone') await program.kill();
  else {
    program.goOn();
    const said = await program.next(endMs);
    if (said.report !== 'result') return { failure: `the switchover has no end: ${JSON.stringify(said)}` };
    if (said.result.outcome === 'done') return { failure: 'the switchover says it is done without its source' };
  }
  const wish = await failoverWish(scene);
  const death = await deathOf(source, [bench.server('candidate'), bench.server('follower')], writer);
  const ended = await askOnce(pool, endMs, { home, via: bench.via, stopAt: null, task: { task: 'run', wish } });
  if (ended.report !== 'result') return { failure: `the failover has no end: ${JSON.stringify(ended)}` };
  const { result } = ended;
  if (result.outcome !== 'done') {
    const blocks = result.guards.filter(({ verdict }) => verdict === 'block').map(({ message }) => message);
    const because = [result.error?.message ?? '', ...result.waysOut, ...blocks].join(' ');
    return { failure: `the failover after it came to ${result.outcome}: ${because}` };
  }
  const state = await askOnce(pool, endMs, { home, via: bench.via, stopAt: null, task: { task: 'state' } });
  if (state.report !== 'state' || state.found.length > 0)
    return { failure: `I5: something is unfinished after the failover: ${JSON.stringify(state)}` };
  return { result, wish, death };
}
