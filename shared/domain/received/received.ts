import type { ChannelFacts } from '../channel.ts';
import type { StatusFacts } from '../facts.ts';
import {
  formatMariadbGtids,
  hasReachedMariadb,
  mergeMariadbPositions,
  missingMariadb,
  parseMariadbGtids,
} from '../gtid/mariadb-gtid.ts';
import {
  containsGtidSet,
  countTransactions,
  formatGtidSet,
  parseGtidSet,
  subtractGtidSets,
  unionGtidSets,
} from '../gtid/mysql-gtid-set.ts';
import { comparePositions, type BinlogPosition } from '../position.ts';

/** What a replica will have of its source once it has applied all that it received. */
export interface Received {
  readonly [key: string]: string | number | null;
  /** In the source's log; the receiver may have stopped within a transaction, which is then never applied. */
  readonly file: string;
  readonly offset: number;
  /** MySQL with GTIDs: executed and retrieved together. MariaDB: replica position and what came above it. null without. */
  readonly gtid: string | null;
  readonly flavour: 'mysql' | 'mariadb' | null;
}

export function receivedOf(status: StatusFacts, channel: ChannelFacts): Received {
  const { file, offset } = channel.received;
  return { file, offset, ...gtidsOf(status, channel) };
}

function gtidsOf({ gtid }: StatusFacts, { receivedGtid }: ChannelFacts): Pick<Received, 'gtid' | 'flavour'> {
  switch (gtid.kind) {
    case 'none':
      return { gtid: null, flavour: null };
    case 'mysql': {
      const [executed, retrieved] = [parseGtidSet(gtid.executed), parseGtidSet(receivedGtid ?? '')];
      if (gtid.mode !== 'ON' || executed === null || retrieved === null) return { gtid: null, flavour: null };
      return { gtid: formatGtidSet(unionGtidSets(executed, retrieved)), flavour: 'mysql' };
    }
    case 'mariadb': {
      const [applied, came] = [parseMariadbGtids(gtid.slavePos), parseMariadbGtids(receivedGtid ?? '')];
      if (applied === null || came === null) return { gtid: null, flavour: null };
      return { gtid: formatMariadbGtids(mergeMariadbPositions(applied, came)), flavour: 'mariadb' };
    }
  }
}

/** `more`: a has everything of b and more. `apart`: each has what the other lacks. */
export type Comparison = 'same' | 'more' | 'less' | 'apart' | 'unknown';

/** Compares by GTID where both have them (and `byGtid`), else by the source's coordinates. */
export function compareReceived(a: Received, b: Received, byGtid: boolean): Comparison {
  if (byGtid && a.gtid !== null && b.gtid !== null && a.flavour === b.flavour) {
    const [holds, held] = [contains(a, b), contains(b, a)];
    if (holds === null || held === null) return 'unknown';
    return holds && held ? 'same' : holds ? 'more' : held ? 'less' : 'apart';
  }
  if (a.file === '' || b.file === '') return 'unknown';
  const order = comparePositions(positionIn(a), positionIn(b));
  return order === 0 ? 'same' : order > 0 ? 'more' : 'less';
}

function positionIn({ file, offset }: Received): BinlogPosition {
  return { file, offset };
}

function contains(a: Received, b: Received): boolean | null {
  if (a.flavour === 'mysql') {
    const [of, other] = [parseGtidSet(a.gtid ?? ''), parseGtidSet(b.gtid ?? '')];
    return of === null || other === null ? null : containsGtidSet(of, other);
  }
  const [of, other] = [parseMariadbGtids(a.gtid ?? ''), parseMariadbGtids(b.gtid ?? '')];
  return of === null || other === null ? null : hasReachedMariadb(of, other);
}

/** What `a` has and `b` lacks, in words; '' when that is nothing or can't be told. */
export function lackedBy(b: Received, a: Received, byGtid: boolean): string {
  if (!['more', 'apart'].includes(compareReceived(a, b, byGtid))) return '';
  if (byGtid && a.gtid !== null && b.gtid !== null && a.flavour === b.flavour)
    return lackedGtids(a.gtid, b.gtid, a.flavour);
  if (a.file === b.file) return `${String(a.offset - b.offset)} bytes of its log`;
  return `its log from ${b.file}:${String(b.offset)} to ${a.file}:${String(a.offset)}`;
}

function lackedGtids(a: string, b: string, flavour: Received['flavour']): string {
  if (flavour === 'mysql') {
    const [of, other] = [parseGtidSet(a), parseGtidSet(b)];
    if (of === null || other === null) return '';
    const lacked = subtractGtidSets(of, other);
    const count = countTransactions(lacked);
    return `${String(count)} ${count === 1n ? 'transaction' : 'transactions'} (${formatGtidSet(lacked)})`;
  }
  const [of, other] = [parseMariadbGtids(a), parseMariadbGtids(b)];
  return of === null || other === null ? '' : `the transactions up to ${formatMariadbGtids(missingMariadb(other, of))}`;
}
