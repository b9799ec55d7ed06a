import { containsGtidSet, parseGtidSet } from '../../domain/gtid/mysql-gtid-set.ts';
import { hasReachedMariadb, parseMariadbGtids } from '../../domain/gtid/mariadb-gtid.ts';
import { factOf, type GtidFacts, type StatusFacts } from '../../domain/facts.ts';
import { formatPosition, hasReached } from '../../domain/position.ts';
import type { ServerId } from '../../domain/server.ts';
import { channelOf } from '../channels.ts';
import { defineGuard } from '../define.ts';
import { block, needsOf, pass } from '../guard.ts';
import { closed } from './read-only.ts';
import { positionOf, samePosition, type PositionValue } from '../position-value.ts';

/** The server has written nothing since `position` was read. By GTID where there are any: MariaDB's offset moves without them. */
export const unchangedSince = defineGuard<{ server: ServerId; position: PositionValue }>({
  code: 'unchanged-since',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, position }, facts) => {
    const now = positionOf(factOf(facts.get(server), 'status'));
    return samePosition(now, position)
      ? pass(`${server} has written nothing since its position was read.`)
      : block(
          `${server} has moved on from ${describe(position)} to ${describe(now)}.`,
          'Something wrote although it was closed: find out which account, then try again.',
        );
  },
});

/**
 * The replica has applied everything up to `position` of its source.
 * By file: executed ≥ position on that channel. By GTID: every transaction of `position.gtid` is there.
 */
export const hasApplied = defineGuard<{
  server: ServerId;
  channel: string;
  by: 'gtid' | 'file';
  position: PositionValue;
}>({
  code: 'has-applied',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel, by, position }, facts) => {
    const status = factOf(facts.get(server), 'status');
    const reached =
      by === 'gtid'
        ? hasTransactions(status, position.gtid)
        : hasOffset(channelOf(facts, server, channel)?.executed, position);
    return reached
      ? pass(`${server} has applied everything up to ${describe(position)}.`)
      : block(
          `${server} has not applied everything up to ${describe(position)} yet.`,
          'Look at its SQL thread: a lock or a long transaction may hold it up.',
        );
  },
});

/**
 * The replica stands at exactly `position` of its source, so that it may continue by file and offset elsewhere.
 * On MariaDB its GTID position decides: a late Binlog_checkpoint moves the offset without a transaction.
 */
export const appliedExactly = defineGuard<{ server: ServerId; channel: string; position: PositionValue }>({
  code: 'applied-exactly',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel, position }, facts) => {
    const status = factOf(facts.get(server), 'status');
    const executed = channelOf(facts, server, channel)?.executed;
    const exact =
      status?.gtid.kind === 'mariadb'
        ? sameSequences(status.gtid.slavePos, position.gtid)
        : executed !== undefined && executed.file === position.file && executed.offset === position.offset;
    return exact
      ? pass(`${server} stands at exactly ${describe(position)}.`)
      : block(
          `${server} does not stand at ${describe(position)}${executed === undefined ? '' : ` but at ${formatPosition(executed)}`}.`,
          'Find out what it applied beyond; place it by hand or re-seed it.',
        );
  },
});

/**
 * The replica has nothing but what its new source has too: an old source that was restarted open may have given it
 * writes that nobody else has, and by GTID it would replicate on with them without an error. `position` is the old
 * source's final one.
 */
export const nothingBeyond = defineGuard<{ server: ServerId; candidate: ServerId; position: PositionValue }>({
  code: 'nothing-beyond',
  about: ({ server }) => server,
  needs: ({ server, candidate }) => [...needsOf(server, 'status'), ...needsOf(candidate, 'status')],
  unknown: 'block',
  check: ({ server, candidate, position }, facts) => {
    const [own, other] = [server, candidate].map((id) => factOf(facts.get(id), 'status')?.gtid);
    return own !== undefined && other !== undefined && isWithin(own, other, position.gtid)
      ? pass(`${server} has nothing that ${candidate} does not have.`)
      : block(
          `${server} has applied something beyond ${describe(position)} that ${candidate} does not have.`,
          'The old {source} may have taken writes after it was restarted: look at them in its binary log, then re-seed this server.',
        );
  },
});

/** MariaDB: in the domains of the final position no further than that; one it has from elsewhere does not count. */
function isWithin(own: GtidFacts, other: GtidFacts, final: string | null): boolean {
  if (own.kind === 'mysql' && other.kind === 'mysql') {
    const [executed, there] = [parseGtidSet(own.executed), parseGtidSet(other.executed)];
    return executed !== null && there !== null && containsGtidSet(there, executed);
  }
  if (own.kind !== 'mariadb' || final === null) return false;
  const [applied, wanted] = [parseMariadbGtids(own.slavePos), parseMariadbGtids(final)];
  if (applied === null || wanted === null) return false;
  const shared = applied.filter(({ domain }) => wanted.some((gtid) => gtid.domain === domain));
  return hasReachedMariadb(wanted, shared);
}

function sameSequences(applied: string, wanted: string | null): boolean {
  const [a, b] = [parseMariadbGtids(applied), wanted === null ? null : parseMariadbGtids(wanted)];
  return a !== null && b !== null && hasReachedMariadb(a, b) && hasReachedMariadb(b, a);
}

/** A server that replicated from nobody knows where it stands as a replica: exactly here (MariaDB's gtid_slave_pos). */
export const replicaStandsAt = defineGuard<{ server: ServerId; position: PositionValue }>({
  code: 'replica-stands-at',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, position }, facts) => {
    const gtid = factOf(facts.get(server), 'status')?.gtid;
    const applied = gtid?.kind === 'mariadb' ? gtid.slavePos : null;
    return applied !== null && sameSequences(applied, position.gtid)
      ? pass(`${server} stands at ${describe(position)} as a {replica}.`)
      : block(
          `${server} does not stand at ${describe(position)} as a {replica} but at ${applied ?? 'an unknown position'}.`,
          'Set gtid_slave_pos by hand before it follows anybody.',
        );
  },
});

/** Closed again, and nothing was written while it was open: what allows the old source to be opened again. */
export const closedUnchanged = defineGuard<{ server: ServerId; position: PositionValue }>({
  code: 'closed-unchanged',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: (args, facts, now) => {
    const isClosed = closed.check({ server: args.server }, facts, now);
    return isClosed.verdict === 'pass' ? unchangedSince.check(args, facts, now) : isClosed;
  },
});

/** All transactions of a GTID position (MySQL set, MariaDB list) are in the server. An unreadable text is never reached. */
function hasTransactions(status: StatusFacts | undefined, wanted: string | null): boolean {
  if (status === undefined || wanted === null) return false;
  if (status.gtid.kind === 'mysql') {
    const [has, target] = [parseGtidSet(status.gtid.executed), parseGtidSet(wanted)];
    return has !== null && target !== null && containsGtidSet(has, target);
  }
  if (status.gtid.kind === 'none') return false;
  const target = parseMariadbGtids(wanted);
  const has = parseMariadbGtids(status.gtid.slavePos);
  const logged = parseMariadbGtids(status.gtid.binlogPos);
  return target !== null && has !== null && logged !== null && hasReachedMariadb([...has, ...logged], target);
}

function hasOffset(
  executed: { readonly file: string; readonly offset: number } | undefined,
  position: PositionValue,
): boolean {
  if (executed === undefined || position.file === null || position.offset === null) return false;
  return executed.file !== '' && hasReached(executed, { file: position.file, offset: position.offset });
}

/** All transactions of `position` are in the server, wherever it got them. */
export const holdsTransactions = defineGuard<{ server: ServerId; position: PositionValue }>({
  code: 'holds-transactions',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, position }, facts) =>
    hasTransactions(factOf(facts.get(server), 'status'), position.gtid)
      ? pass(`${server} has every transaction of ${describe(position)}.`)
      : block(
          `${server} lacks transactions of ${describe(position)}.`,
          'Do not attach the old {source}: its extra transactions would be lost silently.',
        ),
});

function describe(position: PositionValue): string {
  const file =
    position.file === null || position.offset === null
      ? null
      : formatPosition({ file: position.file, offset: position.offset });
  return [file, position.gtid].filter((part) => part !== null && part !== '').join(' / ') || 'an unknown position';
}
