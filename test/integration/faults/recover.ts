import { askOnce } from './ask-once.ts';
import type { Bench } from './bench.ts';
import type { FaultCase } from './fault-case.ts';
import type { FoundOperation, Way, Wish } from './job.ts';
import type { Point } from './points.ts';
import type { Ending } from './run-case.ts';
import { followed, type WishScene } from './wishes.ts';

const stateMs = 60_000; // ms
const endMs = 180_000; // ms

/** A new program after one that was killed: finds the operation and takes the case's way out of it. */
export async function recover(fault: FaultCase, wish: Wish, scene: WishScene): Promise<Ending> {
  if (fault.fault.kind !== 'program-killed') throw new Error('only a killed program is recovered from');
  const { way, again } = fault.fault;
  if (again !== null) {
    const ended = await takeWay(way, { ...scene, wish, stopAt: scene.bench.toAddresses(again) });
    if (ended !== 'killed again') return ended;
  }
  const ended = await takeWay(way, { ...scene, wish, stopAt: null });
  return ended === 'killed again' ? { failure: 'the harness: it stopped without being told to' } : ended;
}

interface Recovery extends WishScene {
  readonly wish: Wish;
  readonly stopAt: Point | null;
}

async function takeWay(wanted: Way, { bench, pool, home, stopAt, wish }: Recovery): Promise<Ending | 'killed again'> {
  const job = { home, via: bench.via };
  const state = await askOnce(pool, stateMs, { ...job, stopAt: null, task: { task: 'state' } });
  if (state.report !== 'state') return { failure: `I5: the state is not told: ${JSON.stringify(state)}` };
  const [found, ...more] = state.found;
  if (more.length > 0) return { failure: 'I5: more than one unfinished operation' };
  if (found === undefined) return { result: nothingBegun };
  const way = wayOf(found, wanted, await isTrue(wish, bench));
  if (typeof way !== 'string') return way;
  const ended = await askOnce(pool, endMs, { ...job, stopAt, task: { task: 'resume', operation: found.id, way } });
  if (ended.report === 'at') return 'killed again';
  if (ended.report !== 'result') return { failure: `I5: ${way} did not end: ${JSON.stringify(ended)}` };
  const expected = way === 'continue' ? 'done' : 'undone';
  if (ended.result.outcome === expected) return { result: ended.result };
  const because = [ended.result.error?.message ?? '', ...ended.result.waysOut].join(' ');
  return { failure: `I5: ${way} was offered and came to ${ended.result.outcome}: ${because}` };
}

/** Has the wish come true so far that the way back may be closed? */
async function isTrue(wish: Wish, bench: Bench): Promise<boolean> {
  switch (wish.kind) {
    case 'switchover':
      return Number(await bench.server('candidate').value('SELECT @@GLOBAL.read_only')) === 0;
    case 'change-master':
      return (await followed(bench))?.source === wish.to;
    case 'put-back':
      return (await followed(bench))?.sql === 'Yes';
  }
}

/** The way that the case wants; once that may be closed, the other one. */
function wayOf(found: FoundOperation, wanted: Way, isTrue: boolean): Way | Exclude<Ending, { result: unknown }> {
  const offered = (way: Way) => found.ways.find((entry) => entry.way === way);
  if (offered(wanted)?.allowed === true) return wanted;
  if (wanted === 'undo' && isTrue && offered('continue')?.allowed === true) return 'continue';
  return { failure: `I5: ${wanted} is not offered: ${offered(wanted)?.because ?? 'not named'}` };
}

/** Cut off before anything was sent: as if it had never been asked for. */
const nothingBegun: Extract<Ending, { readonly result: unknown }>['result'] = {
  outcome: 'undone',
  operation: null,
  leftBehind: [],
  guards: [],
  steps: [],
  writeBlockedMs: null,
  error: null,
  waysOut: [],
  records: { before: [], after: [] },
};
