import { errantTransactions } from '../domain/gtid/errant.ts';
import {
  formatMariadbGtid,
  formatMariadbGtids,
  hasReachedMariadb,
  highestByDomain,
  parseMariadbGtids,
  type MariadbGtid,
} from '../domain/gtid/mariadb-gtid.ts';
import {
  containsGtidSet,
  formatGtidSet,
  intersectGtidSets,
  isEmptyGtidSet,
  parseGtidSet,
  subtractGtidSets,
} from '../domain/gtid/mysql-gtid-set.ts';
import { factOf, type FactsByServer, type GtidFacts } from '../domain/facts.ts';
import type { ServerId } from '../domain/server.ts';
import { defineGuard } from './define.ts';
import { block, needsOf, pass, warn } from './guard.ts';
import type { Verdict } from './verdict.ts';

/**
 * May the replica go on by GTID under this server? Both must number their transactions, have a common history, and the
 * replica must have nothing that neither `to` nor one of `others` (which `to` may still get it from) has.
 */
export const gtidLineage = defineGuard<{ replica: ServerId; to: ServerId; others: readonly ServerId[] }>({
  code: 'gtid-lineage',
  about: ({ replica }) => replica,
  needs: ({ replica, to }) => [...needsOf(replica, 'status', 'identity'), ...needsOf(to, 'status', 'identity')],
  unknown: 'block',
  check: ({ replica, to, others }, facts) => {
    const [here, there] = [gtidOf(facts, replica), gtidOf(facts, to)];
    if (here?.kind === 'mysql' && there?.kind === 'mysql') {
      const known = others.flatMap((server) => {
        const gtid = gtidOf(facts, server);
        return gtid?.kind === 'mysql' ? [gtid.executed] : [];
      });
      return mysqlLineage({ replica, to }, here, there, known);
    }
    if (here?.kind === 'mariadb' && there?.kind === 'mariadb')
      return mariadbLineage({ replica, to }, here, there, facts);
    return block(
      `${replica} and ${to} do not both number their transactions.`,
      'Name no GTID, or turn GTIDs on first.',
    );
  },
});

interface Pair {
  readonly replica: ServerId;
  readonly to: ServerId;
}

function gtidOf(facts: FactsByServer, server: ServerId): GtidFacts | undefined {
  return factOf(facts.get(server), 'status')?.gtid;
}

type MysqlGtid = Extract<GtidFacts, { kind: 'mysql' }>;

function mysqlLineage({ replica, to }: Pair, here: MysqlGtid, there: MysqlGtid, others: readonly string[]): Verdict {
  if (here.mode !== 'ON' || there.mode !== 'ON')
    return block(
      `gtid_mode is ${here.mode} on ${replica} and ${there.mode} on ${to}: GTIDs need ON on both.`,
      'Turn GTIDs on first, or go on by file and offset.',
    );
  const [has, of] = [parseGtidSet(here.executed), parseGtidSet(there.executed)];
  const known = others.map(parseGtidSet).filter((set) => set !== null);
  if (has === null || of === null) return block('A set of GTIDs could not be read.', 'Look at gtid_executed by hand.');
  if (isEmptyGtidSet(has)) return block(`${replica} has executed nothing by GTID yet.`, 'Seed it first.');
  if (isEmptyGtidSet(intersectGtidSets(has, of)))
    return block(
      `${replica} and ${to} have no transaction in common: they are of different lineages.`,
      `Re-seed ${replica} from ${to} if it is to follow it.`,
    );
  const missing = subtractGtidSets(has, of);
  if (isEmptyGtidSet(missing)) return pass(`${to} has every transaction of ${replica}.`);
  const errant = known.reduce(subtractGtidSets, missing);
  return isEmptyGtidSet(errant)
    ? pass(`${to} is still to get ${formatGtidSet(missing)}; it is waited for.`)
    : block(
        `${replica} has transactions that ${to} does not have and nobody above it either: ${formatGtidSet(errant)}.`,
        'Look at them in its binary log; replay them on the {source} or re-seed this server.',
      );
}

type MariadbState = Extract<GtidFacts, { kind: 'mariadb' }>;

function mariadbLineage({ replica, to }: Pair, here: MariadbState, there: MariadbState, facts: FactsByServer): Verdict {
  const position = parseMariadbGtids(here.slavePos);
  const state = parseMariadbGtids(there.binlogState);
  if (position === null || state === null)
    return block('A GTID position could not be read.', 'Look at gtid_slave_pos and gtid_binlog_state by hand.');
  if (position.length === 0)
    return block(`${replica} has no gtid_slave_pos: it has replicated nothing by GTID.`, 'Go on by file and offset.');
  const unknown = highestByDomain(position).filter((gtid) => !hasPair(state, gtid));
  const never = unknown.filter((gtid) =>
    state.some((other) => other.domain === gtid.domain && other.sequence >= gtid.sequence),
  );
  if (never.length > 0)
    return block(
      `The log of ${to} has gone on without ${never.map(formatMariadbGtid).join(', ')}, where ${replica} stands: the two have diverged.`,
      `Compare the two; re-seed ${replica} if it is to follow ${to}.`,
    );
  if (unknown.length > 0 && !unknown.every((gtid) => state.some(({ domain }) => domain === gtid.domain)))
    return block(
      `The log of ${to} knows nothing of ${unknown.map(formatMariadbGtid).join(', ')}: no common history is seen.`,
      `Re-seed ${replica} from ${to} if it is to follow it.`,
    );
  return mariadbErrant({ replica, to }, here, there, facts);
}

function mariadbErrant({ replica, to }: Pair, here: MariadbState, there: MariadbState, facts: FactsByServer): Verdict {
  const [a, b] = [replica, to].map((server) => factOf(facts.get(server), 'identity')?.serverId);
  if (a === undefined || b === undefined) return block('A server_id is not known.', 'Check again.');
  const own = errantTransactions({ serverId: a, gtid: here }, { serverId: b, gtid: there });
  switch (own.kind) {
    case 'none':
      return pass(`${to} has the history that ${replica} has replicated.`);
    case 'errant':
      return block(
        `${replica} has transactions that ${to} does not have: ${own.text}.`,
        'Look at them in its binary log; replay them on the {source} or re-seed this server.',
      );
    case 'unclear':
      return warn(
        `${replica} wrote by itself at some time (${own.text}); whether ${to} has that can't be told.`,
        'Was it a {source} before? Then it is harmless. Else look at those transactions in its binary log.',
      );
    case 'unknown':
      return warn(`Whether ${replica} has writes of its own can't be told: ${own.because}.`, 'Compare the data.');
  }
}

/** The log holds this very transaction, or one of the same server that came later. */
function hasPair(state: readonly MariadbGtid[], gtid: MariadbGtid): boolean {
  return state.some(
    ({ domain, server, sequence }) => domain === gtid.domain && server === gtid.server && sequence >= gtid.sequence,
  );
}

/**
 * Does the server still have in its binary logs what the replica lacks? `firstGtid`: on MariaDB what its oldest file
 * begins after; null where that could not be read.
 */
export const neededStillThere = defineGuard<{ replica: ServerId; to: ServerId; firstGtid: string | null }>({
  code: 'gtid-needed-purged',
  about: ({ to }) => to,
  needs: ({ replica, to }) => [...needsOf(replica, 'status'), ...needsOf(to, 'status')],
  unknown: 'block',
  check: ({ replica, to, firstGtid }, facts) => {
    const [here, there] = [gtidOf(facts, replica), gtidOf(facts, to)];
    if (here?.kind === 'mysql' && there?.kind === 'mysql') {
      const [has, purged] = [parseGtidSet(here.executed), parseGtidSet(there.purged)];
      if (has === null || purged === null)
        return block('A set of GTIDs could not be read.', 'Look at gtid_purged by hand.');
      const missing = subtractGtidSets(purged, has);
      return containsGtidSet(has, purged) ? stillThere(replica, to) : purgedThere(to, replica, formatGtidSet(missing));
    }
    if (here?.kind !== 'mariadb')
      return block(`${replica} does not number its transactions.`, 'Go on by file and offset.');
    const [position, first] = [
      parseMariadbGtids(here.slavePos),
      firstGtid === null ? null : parseMariadbGtids(firstGtid),
    ];
    if (position === null || first === null)
      return block(
        `Where the oldest binary log of ${to} begins could not be read.`,
        'Look at BINLOG_GTID_POS there by hand.',
      );
    return hasReachedMariadb(position, first)
      ? stillThere(replica, to)
      : purgedThere(to, replica, formatMariadbGtids(first));
  },
});

function stillThere(replica: ServerId, to: ServerId): Verdict {
  return pass(`${to} still has every transaction that ${replica} needs.`);
}

function purgedThere(to: ServerId, replica: ServerId, what: string): Verdict {
  return block(
    `${to} has purged what ${replica} still needs, up to ${what}.`,
    `Let ${replica} get it from a server that still has it, or re-seed it.`,
  );
}
