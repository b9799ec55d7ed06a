import type { OperationResult } from '../../../shared/plans/outcome.ts';
import { missingWrites, storedWrites } from '../../kit/acknowledged-writes.ts';
import type { WriteLog } from '../../kit/continuous-writer.ts';
import { differences, snapshot, type ServerSnapshot } from '../../kit/server-snapshot.ts';
import { assertTablesEqual } from '../../kit/table-contents.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { waitFor } from '../../kit/wait-for.ts';
import { acceptedBy, overlappingOpenings, type Opening, type ProbeLog } from '../../kit/writable-overlap.ts';
import type { Bench } from './bench.ts';
import type { ClosedWatch } from './closed-watch.ts';
import { survivingWrites, type Death } from './death.ts';
import type { Injected } from './inject.ts';
import type { Wish } from './job.ts';

/** What the witnesses saw of one case. */
export interface Witnessed {
  readonly bench: Bench;
  readonly before: readonly ServerSnapshot[];
  readonly writes: WriteLog;
  readonly probes: ProbeLog;
  readonly injected: Injected;
  /** It happened once everything was proved: what a server is from then on is its configuration's. */
  readonly onceProved: boolean;
  readonly result: OperationResult;
  readonly wish: Wish;
  /** How the source died before the operation; null: it lives. */
  readonly death: Death | null;
  /** Of a server on which nobody may write; null: the probers look at all. */
  readonly watch: ClosedWatch | null;
}

/**
 * I1: never two servers that take writes, but for one that a supervisor opened beside the one that was open already, or
 * that is open again because the operation was undone (`before`; null: it was not).
 */
export function brokenI1(seen: Pick<Witnessed, 'probes' | 'injected'>, before: TestServer | null): string[] {
  const { victim, returnedAt } = seen.injected;
  const bySupervisor = (one: Opening, other: Opening): boolean =>
    returnedAt !== null &&
    one.server === victim?.address &&
    one.to >= returnedAt &&
    (other.from < returnedAt || other.server === before?.address || isAtTheLine(one, other, returnedAt));
  return overlappingOpenings(seen.probes)
    .filter(([one, other]) => !bySupervisor(one, other) && !bySupervisor(other, one))
    .map(([one, other]) => `I1: ${span(one)} and ${span(other)} were open at once`);
}

/** The opening was on its way when the other came back open: that one is closed first of all then. */
function isAtTheLine(one: Opening, other: Opening, returnedAt: number): boolean {
  return other.from - returnedAt < onItsWayMs && one.to - other.from < closedWithinMs;
}

const onItsWayMs = 1000; // ms
const closedWithinMs = 2000; // ms

function span({ server, from, to }: Opening): string {
  return `${server} (${from.toFixed(0)} to ${to.toFixed(0)} ms)`;
}

/** What is wrong with the cluster after an operation that says it is done. */
export function brokenAfterDone(seen: Witnessed): Promise<string[]> {
  switch (seen.wish.kind) {
    case 'switchover':
      return brokenAfterSwitchover(seen);
    case 'change-master':
      return brokenAfterRepointing(seen, seen.wish.to);
    case 'put-back':
      return brokenAfterRepointing(seen, null);
    case 'failover':
      return brokenAfterFailover(seen);
    case 'rejoin':
      return brokenAfterRejoin(seen);
    case 'attach':
      return brokenAfterAttach(seen);
  }
}

/** `to`: `host:port` that it must name; null: as before. */
async function brokenAfterRepointing(seen: Witnessed, to: string | null): Promise<string[]> {
  const { bench, before, injected } = seen;
  const follower = bench.server('follower');
  const [channel] = (await snapshot(follower)).channels;
  const named = to ?? before.find(({ server }) => server === follower.address)?.channels[0]?.source ?? '';
  if (channel?.source !== named) return [`the follower follows ${channel?.source ?? 'nobody'} instead of ${named}`];
  if (channel.sql !== 'Yes') return ['the follower applies nothing'];
  const others = [bench.server('source'), bench.server('candidate')];
  const untouched = others.filter((server) => !injected.lostState || server !== injected.victim);
  const changed = await remainingDifferences(before, untouched);
  return changed.length > 0
    ? changed
    : brokenContents(seen, bench.server('source'), [bench.server('candidate'), follower]);
}

async function brokenAfterSwitchover(seen: Witnessed): Promise<string[]> {
  const { bench, result, injected } = seen;
  const [source, candidate] = [bench.server('source'), bench.server('candidate')];
  const left = result.leftBehind.map((entry) => entry.server);
  const excused = [
    injected.victim?.address,
    ...(isPairOf(bench) && injected.victim === source ? [candidate.address] : []),
  ];
  const wrongly = left.filter((server) => !excused.includes(server) && !gotStrangeWrites(server, seen));
  if (wrongly.length > 0) return [`left behind without a reason: ${wrongly.join(', ')}: ${leftReasons(result)}`];
  const replicas = [source, bench.server('follower')].filter((server) => !left.includes(server.address));
  const found: string[] = [];
  const restarted = injected.lostState && injected.victim === candidate;
  if (!restarted && (await readOnlyOf(candidate)) !== 0) found.push('the candidate is not open');
  for (const replica of replicas) {
    const [channel, ...more] = (await snapshot(replica)).channels;
    if ((await readOnlyOf(replica)) !== 1 && injected.returnedAt === null) found.push(`${replica.name} is open`);
    if (channel?.source !== candidate.address || more.length > 0)
      found.push(`${replica.name} follows ${channel?.source ?? 'nobody'}`);
    if (channel?.sql !== 'Yes') found.push(`${replica.name} applies nothing`);
  }
  if (isPairOf(bench) && !left.includes(candidate.address)) {
    const [back] = (await snapshot(candidate)).channels;
    if (back?.source !== source.address || back.sql !== 'Yes') found.push('the pair replicates one way only');
  }
  return found.length > 0 ? found : brokenContents(seen, candidate, replicas);
}

/** I3: nothing is lost that a survivor had received; the others follow the one that took over. */
async function brokenAfterFailover(seen: Witnessed): Promise<string[]> {
  const { bench, result, injected } = seen;
  const [candidate, follower] = [bench.server('candidate'), bench.server('follower')];
  const left = result.leftBehind.map((entry) => entry.server);
  const wrongly = left.filter((server) => server !== injected.victim?.address);
  if (wrongly.length > 0) return [`left behind without a reason: ${wrongly.join(', ')}: ${leftReasons(result)}`];
  const found: string[] = [];
  const restarted = injected.lostState && injected.victim === candidate;
  if (!restarted && (await readOnlyOf(candidate)) !== 0) found.push('the candidate is not open');
  if (left.length > 0) return found.length > 0 ? found : brokenContents(seen, candidate, []);
  const [channel, ...more] = (await snapshot(follower)).channels;
  if ((await readOnlyOf(follower)) !== 1 && injected.returnedAt === null) found.push('the follower is open');
  if (channel?.source !== candidate.address || more.length > 0)
    found.push(`the follower follows ${channel?.source ?? 'nobody'}`);
  if (channel?.sql !== 'Yes') found.push('the follower applies nothing');
  return found.length > 0 ? found : brokenContents(seen, candidate, [follower]);
}

/** The old source, which is called the candidate, follows and is closed; nobody else noticed. */
async function brokenAfterRejoin(seen: Witnessed): Promise<string[]> {
  const { bench, before, injected } = seen;
  const [source, old, follower] = [bench.server('source'), bench.server('candidate'), bench.server('follower')];
  const found = brokenWatch(seen);
  const [channel, ...more] = (await snapshot(old)).channels;
  const isLate = injected.returnedAt === null || seen.onceProved;
  const startedAfterwards = injected.lostState && isLate && injected.victim === old;
  if (!startedAfterwards && (await readOnlyOf(old)) !== 1) found.push('the old source is open');
  if (channel?.source !== source.address || more.length > 0)
    found.push(`the old source follows ${channel?.source ?? 'nobody'}`);
  if (channel?.sql !== 'Yes') found.push('the old source applies nothing');
  if (found.length > 0) return found;
  const untouched = [source, follower].filter((server) => !injected.lostState || server !== injected.victim);
  const changed = await remainingDifferences(before, untouched);
  return changed.length > 0 ? changed : brokenContents(seen, source, [old, follower]);
}

/** The follower, which followed nobody, follows and is closed; nobody else noticed. */
async function brokenAfterAttach(seen: Witnessed): Promise<string[]> {
  const { bench, before, injected } = seen;
  const [source, candidate, follower] = [bench.server('source'), bench.server('candidate'), bench.server('follower')];
  const [channel, ...more] = (await snapshot(follower)).channels;
  const isLate = injected.returnedAt === null || seen.onceProved;
  const startedAfterwards = injected.lostState && isLate && injected.victim === follower;
  const found = brokenWatch(seen);
  if (!startedAfterwards && (await readOnlyOf(follower)) !== 1) found.push('the new replica is open');
  if (channel?.source !== source.address || more.length > 0)
    found.push(`the new replica follows ${channel?.source ?? 'nobody'}`);
  if (channel?.sql !== 'Yes') found.push('the new replica applies nothing');
  if (found.length > 0) return found;
  const untouched = [source, candidate].filter((server) => !injected.lostState || server !== injected.victim);
  const changed = await remainingDifferences(before, untouched);
  return changed.length > 0 ? changed : brokenContents(seen, source, [candidate, follower]);
}

/** After anything else it follows nobody, and is closed unless the operation came to nothing before that. */
async function brokenAfterNoRejoin(seen: Witnessed): Promise<string[]> {
  const { bench, before, injected, result } = seen;
  const [source, old, follower] = [bench.server('source'), bench.server('candidate'), bench.server('follower')];
  const found = brokenWatch(seen);
  const restarted = injected.lostState && injected.victim === old;
  const closing = result.steps.find(({ id }) => id.startsWith('close-source'))?.state;
  const wasClosed = closing === 'proved' || closing === 'undone';
  const { channels } = await snapshot(old);
  if (wasClosed && !restarted && (await readOnlyOf(old)) !== 1) found.push('the old source is open again');
  if (channels.length > 0) found.push(`the old source follows ${channels.map(({ source: of }) => of).join(', ')}`);
  if (found.length > 0) return found;
  const untouched = [source, follower].filter((server) => !injected.lostState || server !== injected.victim);
  const changed = await remainingDifferences(before, untouched);
  return changed.length > 0 ? changed.map((text) => `I4: ${text}`) : brokenContents(seen, source, [follower]);
}

/** Closed once, it is never open again, unless a supervisor restarts it by its own configuration. */
function brokenWatch({ watch, injected }: Witnessed): string[] {
  const quiet = watch?.server ?? null;
  const restarted = injected.victim === quiet ? injected.startedAt : null;
  const until = restarted ?? Infinity;
  return watch?.openedAgain(until) === true ? [`I1: ${watch.server.name} was open again after it had been closed`] : [];
}

/** A master that came back open by its own configuration was written to before it was closed: who followed it has that too. */
function gotStrangeWrites(server: string, { bench, result, injected }: Witnessed): boolean {
  const reason = result.leftBehind.find((entry) => entry.server === server)?.reason ?? '';
  const cameBack = injected.returnedAt !== null && injected.victim === bench.server('source');
  return cameBack && /does not stand at|has applied something beyond/.test(reason);
}

/** I4, and that everything written is still there, after a refusal or an undo. */
export async function brokenAfterUndo(seen: Witnessed): Promise<string[]> {
  if (seen.wish.kind === 'rejoin') return brokenAfterNoRejoin(seen);
  const { bench, before, injected, death } = seen;
  const restarted = injected.lostState ? injected.victim : null;
  const compared = bench.servers.filter((server) => server !== restarted && server !== death?.source);
  const found = await remainingDifferences(before, compared, (text) => isOutOfNowhere(text, seen));
  if (found.length > 0) return found.map((text) => `I4: ${text}`);
  const ran = before
    .filter(({ channels }) => channels.length > 0 && channels.every(({ sql }) => sql === 'Yes'))
    .map(({ server }) => server);
  const replicas = [bench.server('candidate'), bench.server('follower')].filter(({ address }) => ran.includes(address));
  return brokenContents({ ...seen, death: null }, bench.server('source'), replicas);
}

/** What differs once replicas have had the time to find a server again that was away. */
async function remainingDifferences(
  before: readonly ServerSnapshot[],
  servers: readonly TestServer[],
  ignored: (text: string) => boolean = () => false,
): Promise<string[]> {
  const look = async (): Promise<string[]> => {
    const now = await Promise.all(servers.map((server) => snapshot(server)));
    return now.flatMap((after) =>
      before.flatMap((then) =>
        then.server === after.server ? differences(then, after).filter((text) => !ignored(text)) : [],
      ),
    );
  };
  return waitFor('', look, (list) => list.length === 0, 10_000).catch(() => look());
}

/** A channel that stood nowhere has no place to go back to: an undone put back leaves it stopped at the proved one. */
function isOutOfNowhere(text: string, { wish }: Witnessed): boolean {
  return wish.kind === 'put-back' && text.includes('moved from :');
}

/** Nothing that was acknowledged is gone: it is on the one that was opened, else on the old source. */
export async function brokenAfterNeedsOperator(seen: Witnessed): Promise<string[]> {
  const { bench, result, probes, injected, death } = seen;
  const found = result.waysOut.length === 0 ? ['needs-operator without ways out'] : [];
  if (injected.returnedAt !== null) return found;
  const candidate = bench.server('candidate');
  const isNew = death !== null || acceptedBy(probes, candidate.address) > 0;
  const arrived = death === null ? null : { ...death, ...death.arrived };
  return [...found, ...(await brokenI2({ ...seen, death: arrived }, [isNew ? candidate : bench.server('source')]))];
}

/** One that a supervisor opened took writes of its own: it is left out. */
async function brokenContents(seen: Witnessed, source: TestServer, all: readonly TestServer[]): Promise<string[]> {
  const { bench, injected } = seen;
  if (followsSpoilt(seen)) return [];
  const replicas = all.filter((server) => injected.returnedAt === null || server !== injected.victim);
  try {
    if (injected.lostState && source === injected.victim) await source.query('SET GLOBAL read_only = OFF');
    await bench.topology.settle(replicas, source);
    const found = await brokenI2(seen, [source, ...replicas]);
    if (found.length === 0 && replicas.length > 0) await assertTablesEqual([source, ...replicas]);
    return found;
  } catch (error) {
    return [`I2: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** The wish was to follow the very server that a supervisor opened. */
function followsSpoilt({ wish, injected }: Witnessed): boolean {
  return wish.kind === 'change-master' && injected.returnedAt !== null && wish.to === injected.victim?.address;
}

/** I2: every acknowledged write is there, once; I3 where the source died: every one that a survivor had received. */
async function brokenI2(
  { writes: log, death }: Pick<Witnessed, 'writes' | 'death'>,
  servers: readonly TestServer[],
): Promise<string[]> {
  const writes = death === null ? log : survivingWrites(log, death);
  const name = death === null ? 'I2' : 'I3';
  const found: string[] = [];
  for (const server of servers) {
    const missing = missingWrites(writes, await storedWrites(server));
    if (missing.length > 0) found.push(`${name} on ${server.name}: ${missing.slice(0, 5).join('; ')}`);
  }
  return found;
}

/** The two follow each other: without the old one the new one has nobody to follow. */
function isPairOf({ variant }: Bench): boolean {
  return variant.shape === 'pair';
}

function leftReasons(result: OperationResult): string {
  return result.leftBehind.map((entry) => entry.reason).join(' ');
}

async function readOnlyOf(server: TestServer): Promise<number> {
  return Number(await server.value('SELECT @@GLOBAL.read_only'));
}
