import type { GtidFacts } from '../facts.ts';
import { formatMariadbGtid, highestByDomain, parseMariadbGtids } from './mariadb-gtid.ts';
import type { MariadbGtid } from './mariadb-gtid.ts';
import {
  countTransactions,
  formatGtidSet,
  isEmptyGtidSet,
  parseGtidSet,
  subtractGtidSets,
  unionGtidSets,
} from './mysql-gtid-set.ts';
import type { GtidSet } from './mysql-gtid-set.ts';

/** A server's GTID state and the server_id under which it writes. */
export interface ServerGtid {
  readonly serverId: number;
  readonly gtid: GtidFacts;
}

/**
 * What a replica has executed and its sources have not.
 * `errant`: certain. `unclear`: it wrote by itself at some time, but whether its sources once had that can't be told.
 * `unknown`: not comparable (GTIDs are off, families differ, a set can't be read).
 */
export type Errant =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'errant';
      /** For messages: `uuid:5-7 (3 transactions)`, `0-2-17…0-2-19 (at least 3 transactions)`. */
      readonly text: string;
      /** MySQL: the GTIDs; null on MariaDB, where only the last ones are known. */
      readonly set: GtidSet | null;
    }
  | { readonly kind: 'unclear'; readonly text: string; readonly last: readonly MariadbGtid[] }
  | { readonly kind: 'unknown'; readonly because: string };

/**
 * Transactions of `replica` that none of its `sources` (all of them, for a multi-source replica) has. The sources
 * must have been read after the replica, or what is on its way looks errant.
 *
 * MySQL: gtid_executed of the replica less those of the sources, exact where gtid_mode is ON; else a write may have no
 * GTID, and nothing found proves nothing.
 *
 * MariaDB: replicated transactions keep the server_id of the server that wrote them first, so what a replica wrote
 * itself is in its gtid_binlog_state under its own server_id (https://mariadb.com/kb/en/gtid/#gtid_binlog_state).
 * Compared with the sources' entry of the same (domain, server_id). Limits: writes made with sql_log_bin=0 or with
 * the binary log off leave no trace; the state holds only the last sequence of a pair, so the number is a lower bound
 * unless nothing else was written meanwhile; a changed server_id hides earlier writes.
 */
export function errantTransactions(replica: ServerGtid, ...sources: readonly ServerGtid[]): Errant {
  if (sources.length === 0) return { kind: 'unknown', because: 'there is no source to compare with' };
  if (replica.gtid.kind === 'mysql') {
    const executed = sources.map(({ gtid }) => (gtid.kind === 'mysql' ? parseGtidSet(gtid.executed) : null));
    return errantMysql(parseGtidSet(replica.gtid.executed), executed, replica.gtid.mode);
  }
  if (replica.gtid.kind === 'mariadb') {
    const known = sources.map(({ gtid }) => (gtid.kind === 'mariadb' ? knownMariadb(gtid) : null));
    return errantMariadb(replica.serverId, parseMariadbGtids(replica.gtid.binlogState), known);
  }
  return { kind: 'unknown', because: 'the server has no GTIDs' };
}

function errantMysql(replica: GtidSet | null, sources: readonly (GtidSet | null)[], mode: string): Errant {
  if (replica === null || !sources.every((set) => set !== null)) return unreadable;
  const set = subtractGtidSets(replica, sources.reduce(unionGtidSets, new Map()));
  if (isEmptyGtidSet(set)) {
    return mode === 'ON' ? { kind: 'none' } : { kind: 'unknown', because: `it has gtid_mode=${mode}` };
  }
  return { kind: 'errant', set, text: `${formatGtidSet(set)} (${transactions(countTransactions(set))})` };
}

const unreadable: Errant = { kind: 'unknown', because: 'a GTID set can’t be read or compared' };

interface KnownMariadb {
  readonly state: readonly MariadbGtid[];
  /** Everything the source is known to have, binary log or not. */
  readonly all: readonly MariadbGtid[];
}

function knownMariadb(gtid: Extract<GtidFacts, { kind: 'mariadb' }>): KnownMariadb | null {
  const state = parseMariadbGtids(gtid.binlogState);
  const applied = parseMariadbGtids(gtid.slavePos);
  const current = parseMariadbGtids(gtid.currentPos);
  if (state === null || applied === null || current === null) return null;
  return { state, all: [...state, ...applied, ...current] };
}

function errantMariadb(
  serverId: number,
  replica: readonly MariadbGtid[] | null,
  sources: readonly (KnownMariadb | null)[],
): Errant {
  if (replica === null || !sources.every((known) => known !== null)) return unreadable;
  const known = { state: sources.flatMap(({ state }) => state), all: sources.flatMap(({ all }) => all) };
  const judged = replica.filter(({ server }) => server === serverId).map((own) => ({ own, ...judge(own, known) }));
  const errant = judged.filter(({ verdict }) => verdict === 'errant');
  if (errant.length > 0) return { kind: 'errant', set: null, text: errant.map(({ text }) => text).join(', ') };
  const unclear = judged.filter(({ verdict }) => verdict === 'unclear');
  if (unclear.length === 0) return { kind: 'none' };
  return { kind: 'unclear', text: unclear.map(({ text }) => text).join(', '), last: unclear.map(({ own }) => own) };
}

interface Judgement {
  readonly verdict: 'none' | 'errant' | 'unclear';
  readonly text: string;
}

/**
 * Without the pair, a source was either re-seeded after it had that transaction (RESET MASTER, a restored copy), or
 * never had it. It never had it when the sequence is above all it knows in the domain, or when its log began earlier:
 * then another pair of that domain ended before.
 */
function judge(own: MariadbGtid, known: KnownMariadb): Judgement {
  const sameDomain = ({ domain }: MariadbGtid): boolean => domain === own.domain;
  const pair = known.state.filter((gtid) => sameDomain(gtid) && gtid.server === own.server);
  const reached = pair.length === 0 ? null : (highestByDomain(pair)[0]?.sequence ?? null);
  if (reached !== null && reached >= own.sequence) return { verdict: 'none', text: '' };
  const highest = highestByDomain(known.all.filter(sameDomain))[0]?.sequence ?? 0n;
  const text = describe(own, highest, reached === highest);
  const logBeganEarlier = known.state.some((gtid) => sameDomain(gtid) && gtid.sequence < own.sequence);
  const certain = reached !== null || own.sequence > highest || logBeganEarlier;
  return { verdict: certain ? 'errant' : 'unclear', text };
}

/** Sequences above the sources' highest are certainly the replica's own; `exact` when it has no others. */
function describe(own: MariadbGtid, highest: bigint, exact: boolean): string {
  const count = own.sequence > highest ? own.sequence - highest : 1n;
  const first = formatMariadbGtid({ ...own, sequence: own.sequence - count + 1n });
  const range = count === 1n ? first : `${first}…${formatMariadbGtid(own)}`;
  return `${range} (${exact ? '' : 'at least '}${transactions(count)})`;
}

function transactions(count: bigint): string {
  return count === 1n ? '1 transaction' : `${String(count)} transactions`;
}
