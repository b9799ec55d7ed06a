import { SignalboxError } from '../../../../shared/domain/errors.ts';
import {
  formatMariadbGtid,
  highestByDomain,
  parseMariadbGtids,
  type MariadbGtid,
} from '../../../../shared/domain/gtid/mariadb-gtid.ts';
import {
  containsGtidSet,
  formatGtidSet,
  parseGtidSet,
  subtractGtidSets,
  type GtidSet,
} from '../../../../shared/domain/gtid/mysql-gtid-set.ts';
import { gtidList, previousGtids } from './earlier-gtids.ts';

/** What a server has already, by GTID. */
export interface KnownGtids {
  has(gtid: string): boolean;
  /** What it lacks of what a log file says to be in earlier files, as text; `?` where that can’t be read; null: nothing. */
  lacks(earlier: Buffer): string | null;
}

/**
 * MySQL’s gtid_executed.
 * @throws SignalboxError `bad-input` where it is no GTID set.
 */
export function knownMysql(executed: string): KnownGtids {
  const set = parseGtidSet(executed);
  if (set === null) throw badGtids(executed);
  return {
    has: (gtid) => contains(set, gtid),
    lacks(earlier) {
      const previous = previousGtids(earlier);
      if (previous === null) return '?';
      return containsGtidSet(set, previous) ? null : formatGtidSet(subtractGtidSets(previous, set));
    },
  };
}

/**
 * MariaDB’s gtid_slave_pos, gtid_binlog_pos or gtid_binlog_state, or several of them joined by a comma. The last
 * sequence of a transaction’s own domain and server decides; where that pair is not listed, the highest of its domain
 * does, as for a replica (which keeps one entry a domain). Where the other server has written in the same domain itself,
 * as a new master has, gtid_binlog_state must be among them, or its own sequences hide the old master’s.
 * @throws SignalboxError `bad-input` where it is no list of GTIDs.
 */
export function knownMariadb(text: string): KnownGtids {
  const parts = text.split(',').filter((part) => part.trim() !== '');
  const gtids = parts.flatMap((part) => {
    const parsed = parseMariadbGtids(part);
    if (parsed === null) throw badGtids(text);
    return parsed;
  });
  const pairs = new Map<string, bigint>();
  for (const gtid of gtids) {
    const before = pairs.get(pairOf(gtid)) ?? 0n;
    if (gtid.sequence > before) pairs.set(pairOf(gtid), gtid.sequence);
  }
  const domains = new Map(highestByDomain(gtids).map(({ domain, sequence }) => [domain, sequence]));
  const has = (gtid: MariadbGtid): boolean =>
    gtid.sequence <= (pairs.get(pairOf(gtid)) ?? domains.get(gtid.domain) ?? 0n);
  return {
    has: (gtid) => (parseMariadbGtids(gtid) ?? []).some(has),
    lacks(earlier) {
      const list = gtidList(earlier);
      if (list === null) return '?';
      const missing = list.filter((gtid) => !has(gtid));
      return missing.length === 0 ? null : missing.map(formatMariadbGtid).join(',');
    },
  };
}

function pairOf({ domain, server }: MariadbGtid): string {
  return `${String(domain)}-${String(server)}`;
}

function contains(set: GtidSet, gtid: string): boolean {
  const at = gtid.lastIndexOf(':');
  const number = BigInt(gtid.slice(at + 1));
  return (set.get(gtid.slice(0, at)) ?? []).some(({ first, last }) => first <= number && number <= last);
}

function badGtids(text: string): SignalboxError {
  return new SignalboxError('bad-input', `“${text}” can’t be read as GTIDs.`);
}
