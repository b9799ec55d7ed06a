import { snapshot } from '../../kit/server-snapshot.ts';
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
  return ended === 'killed again' ? unasked : ended;
}

/** After an operation that needs its operator, once what was out of reach is back: takes a way out that is offered. */
export async function takeOffered(wish: Wish, scene: WishScene): Promise<Ending> {
  const found = await findLeft({ ...scene, wish, stopAt: null });
  if (found === null) return { failure: 'I5: an operation that needs its operator is not listed' };
  if ('failure' in found) return found;
  const offers = found.ways.filter(({ way }) => isWay(way));
  const offered = offers.find(({ allowed }) => allowed)?.way;
  if (offered === undefined || !isWay(offered))
    return { failure: `I5: no way out is open: ${offers.map(({ way, because }) => `${way}: ${because}`).join(' ')}` };
  const ended = await take(found, offered, { ...scene, wish, stopAt: null });
  return ended === 'killed again' ? unasked : ended;
}

function isWay(way: string): way is Way {
  return way === 'continue' || way === 'undo';
}

interface Recovery extends WishScene {
  readonly wish: Wish;
  readonly stopAt: Point | null;
}

const unasked: Ending = { failure: 'the harness: it stopped without being told to' };

async function takeWay(wanted: Way, recovery: Recovery): Promise<Ending | 'killed again'> {
  const found = await findLeft(recovery);
  if (found === null) return { result: nothingBegun };
  if ('failure' in found) return found;
  const way = wayOf(found, wanted, await isTrue(recovery.wish, recovery.bench));
  return typeof way === 'string' ? take(found, way, recovery) : way;
}

/** What a new program finds unfinished; null: nothing. */
async function findLeft({ bench, pool, home }: Recovery): Promise<FoundOperation | { failure: string } | null> {
  const job = { home, via: bench.via, stopAt: null, task: { task: 'state' } } as const;
  const state = await askOnce(pool, stateMs, job);
  if (state.report !== 'state') return { failure: `I5: the state is not told: ${JSON.stringify(state)}` };
  const [found, ...more] = state.found;
  return more.length > 0 ? { failure: 'I5: more than one unfinished operation' } : (found ?? null);
}

async function take({ id }: FoundOperation, way: Way, { bench, pool, home, stopAt }: Recovery) {
  const task = { task: 'resume', operation: id, way } as const;
  const ended = await askOnce(pool, endMs, { home, via: bench.via, stopAt, task });
  if (ended.report === 'at') return 'killed again' as const;
  if (ended.report !== 'result') return { failure: `I5: ${way} did not end: ${JSON.stringify(ended)}` };
  const expected = way === 'continue' ? 'done' : 'undone';
  if (ended.result.outcome === expected) return { result: ended.result };
  const because = [ended.result.error?.message ?? '', ...ended.result.waysOut].join(' ');
  return { failure: `I5: ${way} was offered and came to ${ended.result.outcome}: ${because}` };
}

/** Has the wish come true so far that the way back may be closed? */
async function isTrue(wish: Wish, bench: Bench): Promise<boolean> {
  switch (wish.kind) {
    case 'failover':
      return salvagedByFile(wish, bench) || (await isOpen(bench));
    case 'switchover':
      return isOpen(bench);
    case 'change-master':
      return (await followed(bench))?.source === wish.to;
    case 'put-back':
    case 'attach':
      return (await followed(bench))?.sql === 'Yes';
    case 'rejoin':
      return (await snapshot(bench.server('candidate'))).channels.length > 0;
  }
}

async function isOpen(bench: Bench): Promise<boolean> {
  return Number(await bench.server('candidate').value('SELECT @@GLOBAL.read_only')) === 0;
}

/** What was applied by file and offset can't be taken back. */
function salvagedByFile(wish: Extract<Wish, { readonly kind: 'failover' }>, bench: Bench): boolean {
  return wish.binlogs !== null && bench.variant.positions === 'file';
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
