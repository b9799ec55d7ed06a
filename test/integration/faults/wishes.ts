import { snapshot } from '../../kit/server-snapshot.ts';
import type { Bench } from './bench.ts';
import type { Variant } from './fault-case.ts';
import type { Wish } from './job.ts';

/** What an operator asks for in a case, by what it is about: the follower's way to its source changes, or its source. */
export type WishName = 'switchover' | 'another-way' | 'another-source';

/** What can be asked for on a kind of cluster. */
export function wishNames({ positions }: Variant): readonly WishName[] {
  return positions === 'gtid' ? ['switchover', 'another-way', 'another-source'] : ['switchover', 'another-way'];
}

/** The wish as it is put on this cluster now. */
export async function wishOn(bench: Bench, name: WishName): Promise<Wish> {
  const [source, candidate] = [bench.server('source'), bench.server('candidate')];
  const replica = bench.server('follower').address;
  switch (name) {
    case 'switchover':
      return { kind: 'switchover', to: candidate.address };
    case 'another-way':
      return { kind: 'change-master', replica, to: otherName(source.port, await followedBy(bench)) };
    case 'another-source':
      return { kind: 'change-master', replica, to: candidate.address };
  }
}

/** `host:port` that the follower names as its source now. */
export async function followedBy(bench: Bench): Promise<string | null> {
  return (await snapshot(bench.server('follower'))).channels[0]?.source ?? null;
}

function otherName(port: number, now: string | null): string {
  return `${now?.startsWith('localhost:') === true ? '127.0.0.1' : 'localhost'}:${String(port)}`;
}
