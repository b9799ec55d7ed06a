import { factOf } from '../../domain/facts.ts';
import { hasReachedMariadb, parseMariadbGtids } from '../../domain/gtid/mariadb-gtid.ts';
import { containsGtidSet, isEmptyGtidSet, parseGtidSet } from '../../domain/gtid/mysql-gtid-set.ts';
import type { ServerId } from '../../domain/server.ts';
import { channelOf } from '../channels.ts';
import { defineGuard } from '../define.ts';
import { block, needsOf, pass } from '../guard.ts';
import { hasAppliedAll, stopPointOf, type StopPoint } from '../stop-point.ts';

interface Holds {
  readonly server: ServerId;
  readonly gtid: string;
  /** It may hold this as well: what it said before this operation told it anything. */
  readonly or?: string | null;
  /** It may have gone on from there: a server that restarts starts its channel by itself. */
  readonly orBeyond?: boolean;
}

/** By the server's own account its data holds exactly this. Normal form, as a stop point has it. */
export const holdsExactly = defineGuard<Holds>({
  code: 'holds-exactly',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, gtid, or = null, orBeyond = false }, facts) => {
    const now = stopPointOf(factOf(facts.get(server), 'status'), '').gtid ?? '';
    return now === gtid || now === or || (orBeyond && isBeyond(now, gtid))
      ? pass(`${server} says that it holds ${now === '' ? 'nothing' : now}.`)
      : block(
          `${server} says that it holds ${now === '' ? 'nothing' : now}, not ${gtid === '' ? 'nothing' : gtid}.`,
          'Look at gtid_executed (MySQL) or gtid_slave_pos (MariaDB); do not let it replicate.',
        );
  },
});

function isBeyond(now: string, gtid: string): boolean {
  const [here, there] = [now, gtid].map(parseGtidSet);
  if (here && there) return containsGtidSet(here, there);
  const [has, wanted] = [now, gtid].map(parseMariadbGtids);
  return has && wanted ? hasReachedMariadb(has, wanted) : false;
}

/** Its own log has begun anew: no GTIDs of its own are in it. */
export const ownLogEmpty = defineGuard<{ server: ServerId }>({
  code: 'own-log-empty',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server }, facts) => {
    const gtid = factOf(facts.get(server), 'status')?.gtid;
    if (gtid?.kind === 'mysql') return said(server, isEmpty(parseGtidSet(gtid.executed)), gtid.executed);
    if (gtid?.kind === 'mariadb')
      return said(server, parseMariadbGtids(gtid.binlogState)?.length === 0, gtid.binlogState);
    return pass(`${server} does not number its transactions.`);
  },
});

function isEmpty(set: ReturnType<typeof parseGtidSet>): boolean {
  return set !== null && isEmptyGtidSet(set);
}

function said(server: ServerId, empty: boolean, now: string): ReturnType<typeof pass> {
  return empty
    ? pass(`The log of ${server} begins anew.`)
    : block(`The log of ${server} still has ${now}.`, 'Somebody writes there: find out who, then check again.');
}

/** Both threads run without an error and it has caught up, or got further than it was: then its lag falls. */
export const catchesUp = defineGuard<{ server: ServerId; channel: string; from: StopPoint }>({
  code: 'catches-up',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel, from }, facts) => {
    const status = factOf(facts.get(server), 'status');
    const found = channelOf(facts, server, channel);
    if (found === undefined) return block(`${server} has no such channel.`, 'Look at its {replica} status.');
    const error = found.ioError ?? found.sqlError;
    if (error !== null || found.io !== 'yes' || found.sql !== 'yes')
      return block(
        `${server} does not replicate (IO ${found.io}, SQL ${found.sql})${error === null ? '' : `: error ${String(error.number)}: ${error.message}`}.`,
        'Look at the error before anything is started again.',
      );
    if (found.secondsBehind === 0 || hasAppliedAll(status, found)) return pass(`${server} has caught up.`);
    const now = stopPointOf(status, channel);
    const moved = now.gtid !== from.gtid || now.file !== from.file || now.offset !== from.offset;
    const lag = found.secondsBehind === null ? 'behind' : `${String(found.secondsBehind)} s behind`;
    return moved
      ? pass(`${server} is ${lag} and gets on.`)
      : block(`${server} is ${lag} and does not get on.`, 'Look at its SQL thread: a lock or a long transaction.');
  },
});

/** Filters come from the server's configuration and are seen in its channel only; what they leave out no error tells. */
export const filtersNothing = defineGuard<{ server: ServerId; channel: string }>({
  code: 'filters-nothing',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel }, facts) => {
    const filters = channelOf(facts, server, channel)?.filters ?? [];
    return filters.length === 0
      ? pass(`${server} filters nothing.`)
      : block(
          `${server} filters what it replicates (${filters.join(', ')}): it would not get everything.`,
          'Take the filters out of its configuration and restart it; or let it filter on purpose (--with-filters).',
        );
  },
});
