import { PlainReplica } from '../../kit/classic.ts';
import { snapshot, type ChannelSnapshot } from '../../kit/server-snapshot.ts';
import { askOnce } from './ask-once.ts';
import type { Bench } from './bench.ts';
import type { Variant } from './fault-case.ts';
import type { Wish } from './job.ts';
import type { ProgramPool } from './program-process.ts';

/**
 * What an operator asks for in a case, by what it is about: who is the source, the follower's way to its source, its
 * source, or its place, which somebody has just lost.
 */
export type WishName = 'switchover' | 'another-way' | 'another-source' | 'put-back';

/** What can be asked for on a kind of cluster. */
export function wishNames({ positions }: Variant): readonly WishName[] {
  return ['switchover', 'another-way', positions === 'gtid' ? 'another-source' : 'put-back'];
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
      return { kind: 'switchover', to: candidate.address };
    case 'another-way':
      return { kind: 'change-master', replica, to: otherName(source.port, (await followed(bench))?.source) };
    case 'another-source':
      return { kind: 'change-master', replica, to: candidate.address };
    case 'put-back':
      return { kind: 'put-back', record: await recordAndLose(scene) };
  }
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
