import type { Flavour } from '../../../shared/domain/flavour.ts';
import type { Way } from './job.ts';
import type { WishName } from './wishes.ts';
import type { Point } from './points.ts';

/** A kind of cluster on which every case is run. */
export interface Variant {
  readonly name: string;
  readonly family: Flavour;
  readonly positions: 'gtid' | 'file';
  /** A pair of which the source is active, instead of a star. */
  readonly shape?: 'pair';
}

export const variants: readonly Variant[] = [
  { name: 'mariadb-gtid', family: 'mariadb', positions: 'gtid' },
  { name: 'mariadb-file', family: 'mariadb', positions: 'file' },
  { name: 'mysql-gtid', family: 'mysql', positions: 'gtid' },
  { name: 'mysql-file', family: 'mysql', positions: 'file' },
  { name: 'mysql56-file', family: 'mysql56', positions: 'file' },
  { name: 'mariadb-gtid-pair', family: 'mariadb', positions: 'gtid', shape: 'pair' },
  { name: 'mysql-gtid-pair', family: 'mysql', positions: 'gtid', shape: 'pair' },
  { name: 'mysql56-file-pair', family: 'mysql56', positions: 'file', shape: 'pair' },
];

/** Servers by what they are when the operation begins. */
export type Role = 'source' | 'candidate' | 'follower';
export const roles: readonly Role[] = ['source', 'candidate', 'follower'];

export type Fault =
  /** SIGKILL right there; then a new program takes `way`. With `again` that one is killed there, and a third one goes on. */
  | { readonly kind: 'program-killed'; readonly way: Way; readonly again: Point | null }
  /** SIGSTOP with its connections cut meanwhile, as a laptop that sleeps; then SIGCONT. */
  | { readonly kind: 'program-suspended' }
  /** SIGKILL, and it stays down until the operation has ended. */
  | { readonly kind: 'server-killed'; readonly victim: Role }
  /** SIGKILL, and a supervisor has started it again, writable by its configuration, before the operation goes on. */
  | { readonly kind: 'server-restarted'; readonly victim: Role }
  /** SIGSTOP until the operation has ended. */
  | { readonly kind: 'server-paused'; readonly victim: Role }
  /** What happens to one statement on its way. */
  | { readonly kind: 'cut-before-arrival' | 'cut-before-reply' | 'swallow-reply' | 'cut-after-reply' }
  /** Every connection to the server is reset right there. */
  | { readonly kind: 'connections-cut'; readonly victim: Role }
  /** Open connections to the server are black holes from there on; new ones work. */
  | { readonly kind: 'connections-swallowed'; readonly victim: Role }
  /** The server can't be reached from here any more, nobody is told, and the application still writes. */
  | { readonly kind: 'path-lost'; readonly victim: Role }
  /** Every packet to and from the server takes long. */
  | { readonly kind: 'delayed'; readonly victim: Role }
  /** The source dies for good, and so may the program; then a failover is asked for. */
  | { readonly kind: 'source-gone' | 'source-and-program-gone' };

/** One case: a pure description. */
export interface FaultCase {
  /** Stable: `switchover/mariadb-gtid/server-killed/source/running:drain`. */
  readonly id: string;
  readonly variant: Variant;
  readonly wish: WishName;
  readonly fault: Fault;
  /** Server names in it are roles: `stop:follower`. */
  readonly at: Point;
  /** Whose step it is; null for a step of all servers. */
  readonly stepRole: Role | null;
}

export function makeCase(
  { variant, wish, stepRole }: Pick<FaultCase, 'variant' | 'wish' | 'stepRole'>,
  fault: Fault,
  at: Point,
): FaultCase {
  const parts = [
    wish,
    variant.name,
    fault.kind,
    ...('victim' in fault ? [fault.victim] : []),
    at,
    ...('way' in fault ? [fault.way] : []),
    ...('again' in fault && fault.again !== null ? [fault.again] : []),
  ];
  return { id: parts.join('/'), variant, wish, fault, at, stepRole };
}
