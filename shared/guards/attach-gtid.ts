import {
  formatMariadbGtid,
  formatMariadbGtids,
  hasReachedMariadb,
  parseMariadbGtids,
} from '../domain/gtid/mariadb-gtid.ts';
import {
  containsGtidSet,
  countTransactions,
  formatGtidSet,
  isEmptyGtidSet,
  parseGtidSet,
  subtractGtidSets,
  unionGtidSets,
  type GtidSet,
} from '../domain/gtid/mysql-gtid-set.ts';
import { factOf, type FactsByServer, type GtidFacts } from '../domain/facts.ts';
import { atLeast, type ServerId } from '../domain/server.ts';
import { defineGuard } from './define.ts';
import { block, needsOf, pass, warn } from './guard.ts';
import type { Verdict } from './verdict.ts';
import { ownWrites } from './writers.ts';

type MysqlGtid = Extract<GtidFacts, { kind: 'mysql' }>;
type MariadbGtidFacts = Extract<GtidFacts, { kind: 'mariadb' }>;

const unreadable = block('A set of GTIDs could not be read.', 'Look at the GTID variables of both servers by hand.');

function gtidOf(facts: FactsByServer, server: ServerId): GtidFacts | undefined {
  return factOf(facts.get(server), 'status')?.gtid;
}

/**
 * Is what the data holds a part of the source's history, and does the source still have what comes after? `firstGtid`:
 * on MariaDB what its oldest file begins after; null where that could not be read.
 */
export const startOfHistory = defineGuard<{
  server: ServerId;
  to: ServerId;
  gtid: string;
  dropsOwnLog: boolean;
  firstGtid: string | null;
}>({
  code: 'start-of-history',
  about: ({ to }) => to,
  needs: ({ server, to }) => [...needsOf(server, 'status'), ...needsOf(to, 'status')],
  unknown: 'block',
  check: ({ server, to, gtid, dropsOwnLog, firstGtid }, facts) => {
    const [here, there] = [gtidOf(facts, server), gtidOf(facts, to)];
    if (here?.kind === 'mysql' && there?.kind === 'mysql') {
      const has = dropsOwnLog ? '' : here.executed;
      return mysqlHistory({ server, to }, gtid, has, here.mode, there);
    }
    if (here?.kind === 'mariadb' && there?.kind === 'mariadb')
      return mariadbHistory({ server, to }, gtid, there, firstGtid);
    return block(
      `${server} and ${to} do not both number their transactions.`,
      'Begin by file and offset, or turn GTIDs on first.',
    );
  },
});

interface Pair {
  readonly server: ServerId;
  readonly to: ServerId;
}

function mysqlHistory({ server, to }: Pair, gtid: string, has: string, mode: string, there: MysqlGtid): Verdict {
  if (mode !== 'ON' || there.mode !== 'ON')
    return block(
      `gtid_mode is ${mode} on ${server} and ${there.mode} on ${to}: GTIDs need ON on both.`,
      'Turn GTIDs on first, or begin by file and offset (--by file).',
    );
  const [wanted, own, executed, purged] = [gtid, has, there.executed, there.purged].map(parseGtidSet);
  if (!wanted || !own || !executed || !purged) return unreadable;
  const unknown = subtractGtidSets(wanted, executed);
  if (!isEmptyGtidSet(unknown))
    return block(
      `${to} never executed ${formatGtidSet(unknown)}, which the data of ${server} holds.`,
      `Is the dump of this cluster? Let it follow a server that has them, or take a dump of ${to}.`,
    );
  const lost = subtractGtidSets(purged, unionGtidSets(wanted, own));
  return isEmptyGtidSet(lost)
    ? pass(`${to} still has every transaction that ${server} needs.`)
    : purgedThere({ server, to }, formatGtidSet(lost));
}

function purgedThere({ server, to }: Pair, what: string): Verdict {
  return block(
    `${to} has purged what ${server} needs next, up to ${what}.`,
    'Let it follow a server that still has it, or import a newer dump.',
  );
}

function mariadbHistory(
  { server, to }: Pair,
  gtid: string,
  there: MariadbGtidFacts,
  firstGtid: string | null,
): Verdict {
  const [wanted, state] = [gtid, there.binlogState].map(parseMariadbGtids);
  if (!wanted || !state) return unreadable;
  const unknown = wanted.filter(
    ({ domain, server: writer, sequence }) =>
      !state.some((known) => known.domain === domain && known.server === writer && known.sequence >= sequence),
  );
  if (unknown.length > 0)
    return block(
      `The log of ${to} does not have ${unknown.map(formatMariadbGtid).join(', ')}, where the data of ${server} stands.`,
      `Is the dump of this cluster? Let it follow a server that has it, or take a dump of ${to}.`,
    );
  const first = firstGtid === null ? null : parseMariadbGtids(firstGtid);
  if (first === null)
    return warn(
      `${to} has that in its history; whether its logs still reach back so far could not be read.`,
      'If they don’t, nothing is received and the plan is undone.',
    );
  return hasReachedMariadb(wanted, first)
    ? pass(`${to} still has every transaction that ${server} needs.`)
    : purgedThere({ server, to }, formatMariadbGtids(first));
}

/**
 * Has the server transactions of its own, beside what the data of the dump holds? An import that was logged writes such:
 * by GTID they are errant, and a later failover would spread them.
 */
export const ownTransactions = defineGuard<{
  server: ServerId;
  to: ServerId;
  /** What the data holds; null by file and offset. */
  gtid: string | null;
  dropsOwnLog: boolean;
}>({
  code: 'own-transactions',
  about: ({ server }) => server,
  needs: ({ server, to }) => [...needsOf(server, 'identity', 'status'), ...needsOf(to, 'identity', 'status')],
  unknown: 'block',
  check: ({ server, to, gtid, dropsOwnLog }, facts) => {
    if (dropsOwnLog) return pass(`The log of ${server} with what it wrote itself is dropped first.`);
    const here = gtidOf(facts, server);
    return here?.kind === 'mysql'
      ? mysqlOwn({ server, to }, gtid, here, facts)
      : mariadbOwn({ server, to }, gtid !== null, facts);
  },
});

function mysqlOwn({ server, to }: Pair, gtid: string | null, here: MysqlGtid, facts: FactsByServer): Verdict {
  const there = gtidOf(facts, to);
  const [has, wanted] = [parseGtidSet(here.executed), parseGtidSet(gtid ?? '')];
  const known = there?.kind === 'mysql' ? parseGtidSet(there.executed) : null;
  if (!has || !wanted || !known) return unreadable;
  const own = subtractGtidSets(has, unionGtidSets(known, wanted));
  if (!isEmptyGtidSet(own)) return writtenThere({ server, to }, described(own), gtid !== null);
  if (gtid === null) return pass(`${server} has no GTIDs that ${to} does not have.`);
  const ahead = subtractGtidSets(has, wanted);
  if (!isEmptyGtidSet(ahead))
    return block(
      `${server} has executed ${described(ahead)} of ${to} beyond these coordinates.`,
      'If it followed before, begin where it stands (--gtid-auto). If it was filled anew, drop its own log first (--drop-own-log).',
    );
  const version = factOf(facts.get(server), 'identity')?.version;
  const settable =
    isEmptyGtidSet(has) || containsGtidSet(has, wanted) || (version !== undefined && atLeast(version, 8));
  return settable
    ? pass(`${server} has no transactions of its own.`)
    : block(
        `${server} has executed ${described(has)}, and gtid_purged can be set before MySQL 8.0 only where nothing was.`,
        'Drop its own log first (--drop-own-log).',
      );
}

function described(set: GtidSet): string {
  const count = countTransactions(set);
  return `${formatGtidSet(set)} (${count === 1n ? '1 transaction' : `${String(count)} transactions`})`;
}

function writtenThere({ server, to }: Pair, text: string, byGtid: boolean): Verdict {
  return byGtid
    ? block(
        `${server} has transactions of its own that ${to} does not have: ${text}. By GTID they are errant.`,
        `If they are the import itself, or how the server was set up: drop its own log first (--drop-own-log, which is RESET BINARY LOGS AND GTIDS / RESET MASTER), or import again with --not-logged. Else bring them to ${to}.`,
      )
    : warn(
        `${server} has transactions of its own that ${to} does not have: ${text}.`,
        'By file and offset they are in nobody’s way now; by GTID they would be. --drop-own-log drops them from its log.',
      );
}

function mariadbOwn({ server, to }: Pair, byGtid: boolean, facts: FactsByServer): Verdict {
  const own = ownWrites(facts, server, to);
  switch (own.kind) {
    case 'none':
      return pass(`${server} has nothing in its log that ${to} does not have.`);
    case 'errant':
      return writtenThere({ server, to }, own.text, byGtid);
    case 'unclear':
      return warn(
        `${server} wrote by itself at some time (${own.text}); whether ${to} has that can't be told.`,
        'Right for a server that was just filled from a dump: drop its own log first (--drop-own-log). Else look at those transactions.',
      );
    case 'unknown':
      return pass(`${server} does not number its transactions: ${own.because}.`);
  }
}
