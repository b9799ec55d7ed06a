import { join } from 'node:path';
import type { Flavour } from '../../../shared/domain/flavour.ts';
import type { WantedStart } from '../../../shared/plans/attach-view.ts';
import { PlainReplica } from '../../kit/classic.ts';
import { snapshot, type ChannelSnapshot } from '../../kit/server-snapshot.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { askOnce } from './ask-once.ts';
import type { Bench } from './bench.ts';
import type { Variant } from './fault-case.ts';
import type { Wish } from './job.ts';
import { opened } from './own-configuration.ts';
import type { ProgramPool } from './program-process.ts';

/**
 * What an operator asks for in a case, by what it is about: who is the source, the follower's way to its source, its
 * source, or its place, which somebody has just lost.
 */
export type WishName =
  | 'switchover'
  | 'another-way'
  | 'another-source'
  | 'put-back'
  | 'attach'
  | 'failover'
  | 'salvage'
  | 'rejoin'
  | 'switchover-then-failover';

/** What can be asked for on a kind of cluster. */
export function wishNames({ positions, shape }: Variant): readonly WishName[] {
  return [
    'switchover',
    'another-way',
    positions === 'gtid' ? 'another-source' : 'put-back',
    'attach',
    ...(shape === 'pair' ? [] : (['switchover-then-failover', 'failover', 'salvage', 'rejoin'] as const)),
  ];
}

/** A failover's source dies under an application that writes, so its wish can be put only after that. */
export function isAboutDeath(name: WishName): boolean {
  return name === 'failover' || name === 'salvage';
}

/** Who looks and records before the wish can be put. */
export interface WishScene {
  readonly bench: Bench;
  readonly pool: ProgramPool;
  readonly home: string;
}

/** The wish as it is put on this cluster now. The accident that is to be put right happens here. */
export async function wishOn(name: WishName, scene: WishScene): Promise<Wish> {
  const { bench } = scene;
  const [source, candidate] = [bench.server('source'), bench.server('candidate')];
  const replica = bench.server('follower').address;
  switch (name) {
    case 'switchover':
    case 'switchover-then-failover':
      return { kind: 'switchover', to: candidate.address };
    case 'another-way':
      return { kind: 'change-master', replica, to: otherName(source.port, (await followed(bench))?.source) };
    case 'another-source':
      return { kind: 'change-master', replica, to: candidate.address };
    case 'put-back':
      return { kind: 'put-back', record: await recordAndLose(scene) };
    case 'attach':
      return { kind: 'attach', server: replica, to: source.address, start: await asFromDump(scene) };
    case 'failover':
      await source.kill();
      return failoverWish(scene);
    case 'salvage':
      await dieUnheard(scene);
      return { ...(await failoverWish(scene)), binlogs: join(bench.topology.directory, source.name, 'data') };
    case 'rejoin':
      return { kind: 'rejoin', server: (await failOverAndReturn(scene)).address };
  }
}

/** A failover to whom the program would choose, who is called the candidate from now on. The source is dead. */
export async function failoverWish({
  bench,
  pool,
  home,
}: WishScene): Promise<Extract<Wish, { readonly kind: 'failover' }>> {
  const said = await askOnce(pool, 90_000, { home, via: bench.via, stopAt: null, task: { task: 'await-death' } });
  if (said.report !== 'dead') throw new Error(`the evidence does not say dead: ${JSON.stringify(said)}`);
  if (said.candidate === bench.server('follower').address) bench.exchangeReplicas();
  return { kind: 'failover', to: bench.server('candidate').address, binlogs: null };
}

/**
 * The source dies when everybody has what it wrote, the candidate takes over, and then it is back, writable by its own
 * configuration. Roles are those after the failover: who came back is the candidate.
 */
async function failOverAndReturn(scene: WishScene): Promise<TestServer> {
  const { bench, pool, home } = scene;
  const died = bench.server('source');
  await bench.topology.settle([bench.server('candidate'), bench.server('follower')], died);
  await died.kill();
  const wish = await failoverWish(scene);
  const said = await askOnce(pool, 120_000, { home, via: {}, stopAt: null, task: { task: 'run', wish } });
  if (said.report !== 'result' || said.result.outcome !== 'done')
    throw new Error(`no failover to begin with: ${JSON.stringify(said)}`);
  bench.changed(wish);
  await died.configure(opened(died));
  await died.start();
  return died;
}

/** The source dies when nobody has received for a while what it wrote: its binary log files alone have that. */
async function dieUnheard({ bench }: WishScene): Promise<void> {
  const source = bench.server('source');
  const replicas = [bench.server('candidate'), bench.server('follower')];
  const plain = replicas.map((server) => new PlainReplica(server, bench.variant.family));
  for (const replica of plain) await replica.stopReceiver();
  for (let mark = 0; mark < unheard; mark += 1)
    await source.query(`REPLACE INTO app.marks (name, value) VALUES ('unheard', '${String(mark)}')`);
  await source.kill();
  for (const replica of plain) await replica.startReceiver();
}

const unheard = 30; // transactions

/** A server on which nobody may write, as that would be a transaction of its own; null: all are written to. */
export function unwritten(name: WishName, bench: Bench): TestServer | null {
  if (name === 'attach') return bench.server('follower');
  return name === 'rejoin' ? bench.server('candidate') : null;
}

/** The follower becomes as if it had just been filled from a dump: it follows nobody, is open, and says nothing of itself. */
async function asFromDump({ bench }: WishScene): Promise<WantedStart> {
  const [source, follower] = [bench.server('source'), bench.server('follower')];
  const { family, positions } = bench.variant;
  await bench.topology.settle([follower], source);
  const plain = new PlainReplica(follower, family);
  await plain.stop();
  const channel = await followed(bench);
  if (channel === null) throw new Error('the follower follows nobody');
  const gtid = positions === 'gtid' ? await follower.value(holds(family)) : null;
  await plain.forget();
  const { file, offset } = channel;
  return gtid === null ? { kind: 'position', file, offset } : { kind: 'gtid', gtid: String(gtid) };
}

function holds(family: Flavour): string {
  return `SELECT @@GLOBAL.${family === 'mariadb' ? 'gtid_slave_pos' : 'gtid_executed'}`;
}

/** The follower's channel, as it is now. */
export async function followed(bench: Bench): Promise<ChannelSnapshot | null> {
  return (await snapshot(bench.server('follower'))).channels[0] ?? null;
}

function otherName(port: number, now: string | undefined): string {
  return `${now?.startsWith('localhost:') === true ? '127.0.0.1' : 'localhost'}:${String(port)}`;
}

/** Stopped and recorded; then the bare CHANGE MASTER with the same host, which resets its place. Gives the record. */
async function recordAndLose({ bench, pool, home }: WishScene): Promise<string> {
  const follower = bench.server('follower');
  const plain = new PlainReplica(follower, bench.variant.family);
  await plain.stop();
  const task = { task: 'record', server: follower.address } as const;
  const said = await askOnce(pool, 60_000, { home, via: {}, stopAt: null, task });
  if (said.report !== 'recorded') throw new Error(`no record: ${JSON.stringify(said)}`);
  await plain.changeHostOnly();
  return said.record;
}
