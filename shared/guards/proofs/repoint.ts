import type { ChannelFacts } from '../../domain/channel.ts';
import { containsGtidSet, parseGtidSet } from '../../domain/gtid/mysql-gtid-set.ts';
import { hasReachedMariadb, parseMariadbGtids } from '../../domain/gtid/mariadb-gtid.ts';
import { factOf } from '../../domain/facts.ts';
import { formatPosition, hasReached, type BinlogPosition } from '../../domain/position.ts';
import type { ServerId } from '../../domain/server.ts';
import { channelOf } from '../channels.ts';
import { defineGuard } from '../define.ts';
import { block, needsOf, pass } from '../guard.ts';
import { hasAppliedAll, stopPointOf, type StopPoint } from '../stop-point.ts';
import type { Verdict } from '../verdict.ts';

/** How a plan found a channel. */
export interface PlannedChannel {
  /** `host:port` that it names. */
  readonly source: string;
  /** null, as for the threads: either way, since the operation itself has begun to change it. */
  readonly positioning: ChannelFacts['positioning'] | null;
  /** The threads are wanted: `connecting` counts as running. */
  readonly io: boolean | null;
  readonly sql: boolean | null;
  /** Further `host:port` that it may name: where the operation itself has begun to point it. */
  readonly alsoSources?: readonly string[];
}

/** The channel is as the plan found it. Asked once the lock is held, and before anything is stopped. */
export const channelAsPlanned = defineGuard<{ server: ServerId; channel: string; planned: PlannedChannel }>({
  code: 'channel-as-planned',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel, planned }, facts) => {
    const found = channelOf(facts, server, channel);
    if (found === undefined) return block(`${server} has no such channel any more.`, again);
    const named = sourceOf(found);
    if (named !== planned.source && planned.alsoSources?.includes(named) !== true)
      return block(`${server} names ${named} now, not ${planned.source}.`, again);
    if (planned.positioning !== null && found.positioning !== planned.positioning)
      return block(`${server} replicates by ${found.positioning} now, not by ${planned.positioning}.`, again);
    return threadsDiffer(found, planned)
      ? block(`The threads of ${server} are not as they were: IO ${found.io}, SQL ${found.sql}.`, again)
      : pass(`The channel of ${server} is as it was when the plan was made.`);
  },
});

const again = 'Check again: the plan is built anew.';

function sourceOf(channel: ChannelFacts): string {
  return `${channel.source.host}:${String(channel.source.port)}`;
}

function threadsDiffer(
  found: ChannelFacts,
  wanted: { readonly io: boolean | null; readonly sql: boolean | null },
): boolean {
  const [io, sql] = [found.io !== 'no', found.sql === 'yes'];
  return io !== (wanted.io ?? io) || sql !== (wanted.sql ?? sql);
}

/** Each thread runs, or does not, as wanted. A receiver that is still connecting runs. */
export const threadsAre = defineGuard<{ server: ServerId; channel: string; io: boolean; sql: boolean }>({
  code: 'threads-are',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel, io, sql }, facts) => {
    const found = channelOf(facts, server, channel);
    return found !== undefined && !threadsDiffer(found, { io, sql })
      ? pass(`${server}: IO ${found.io}, SQL ${found.sql}.`)
      : block(
          `${server}: IO ${found?.io ?? 'unknown'}, SQL ${found?.sql ?? 'unknown'}; wanted are IO ${io ? 'yes' : 'no'}, SQL ${sql ? 'yes' : 'no'}.`,
          'START or STOP its threads by hand.',
        );
  },
});

/** The receiver has stopped; nothing new comes. */
export const receiverStopped = defineGuard<{ server: ServerId; channel: string }>({
  code: 'receiver-stopped',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel }, facts) =>
    channelOf(facts, server, channel)?.io === 'no'
      ? pass(`${server} receives nothing more.`)
      : block(`${server} still receives.`, 'STOP its IO thread by hand.'),
});

/** The applier alone has stopped. */
export const applierStopped = defineGuard<{ server: ServerId; channel: string }>({
  code: 'applier-stopped',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel }, facts) =>
    channelOf(facts, server, channel)?.sql === 'no'
      ? pass(`${server} applies nothing more.`)
      : block(`${server} still applies.`, 'STOP its SQL thread by hand.'),
});

/** Everything that was received is applied: its relay logs are not the only copy of anything. */
export const receivedIsApplied = defineGuard<{ server: ServerId; channel: string }>({
  code: 'received-is-applied',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel }, facts) => {
    const status = factOf(facts.get(server), 'status');
    const found = channelOf(facts, server, channel);
    return found !== undefined && hasAppliedAll(status, found)
      ? pass(`${server} has applied everything that it received.`)
      : block(
          `${server} has not applied everything yet that it received${found === undefined ? '' : ` (executed ${formatPosition(found.executed)}, received ${formatPosition(found.received)})`}.`,
          'Look at its SQL thread: a lock, a delay or a long transaction may hold it up.',
        );
  },
});

/** The channel is applied to exactly this point of its source and both threads have stopped. */
export const stoppedAt = defineGuard<{ server: ServerId; channel: string; file: string; offset: number }>({
  code: 'stopped-at',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel, file, offset }, facts) => {
    const found = channelOf(facts, server, channel);
    const wanted = formatPosition({ file, offset });
    if (found?.sql !== 'no') return block(`${server} still applies.`, 'STOP its SQL thread by hand.');
    return found.executed.file === file && found.executed.offset === offset
      ? pass(`${server} stands at exactly ${wanted}.`)
      : block(
          `${server} stands at ${formatPosition(found.executed)}, not at ${wanted}.`,
          'Something else moved it: check again.',
        );
  },
});

/** Stopped, with no coordinates any more, and still naming its source: what RESET leaves of a channel. */
export const progressReset = defineGuard<{ server: ServerId; channel: string; host: string; port: number }>({
  code: 'progress-reset',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel, host, port }, facts) => {
    const found = channelOf(facts, server, channel);
    if (found === undefined || found.source.host !== host || found.source.port !== port)
      return block(`${server} does not name ${host}:${String(port)} any more.`, 'Look at its {replica} status.');
    return found.io === 'no' && found.sql === 'no' && found.executed.file === ''
      ? pass(`${server} has dropped its coordinates and relay logs, and still names ${host}:${String(port)}.`)
      : block(`${server} still stands at ${formatPosition(found.executed)}.`, 'Look at its {replica} status.');
  },
});

/** What a channel must say after it was pointed somewhere and before it is started. */
export interface Pointed {
  readonly server: ServerId;
  readonly channel: string;
  readonly host: string;
  readonly port: number;
  readonly positioning: ChannelFacts['positioning'];
  /** The coordinates exactly as they were sent; null by GTID. */
  readonly file: string | null;
  readonly offset: number | null;
  /** By GTID: what was applied before; nothing may have come or gone. null where coordinates say it. */
  readonly gtid: string | null;
  readonly delayS: number | null; // s, null: whatever
  /** null: whatever. */
  readonly tls: boolean | null;
  /** What was received beyond may still be there: it was never pointed elsewhere. */
  readonly executedOnly?: true;
  /** Or it was never moved from here. */
  readonly orStill?: StopPoint;
  /** Or it has been started again and gone on from there, as it was meant to. */
  readonly orBeyond?: true;
}

/** Stopped, pointed where it was meant to be, with the coordinates exactly as sent. Asked before it is started. */
export const pointedExactly = defineGuard<Pointed>({
  code: 'pointed-exactly',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: (wanted, facts) => {
    const found = channelOf(facts, wanted.server, wanted.channel);
    if (found === undefined) return block(`${wanted.server} has no such channel.`, 'Look at its {replica} status.');
    const wrong =
      wrongWith(found, wanted) ??
      gtidMoved(wanted, stopPointOf(factOf(facts.get(wanted.server), 'status'), wanted.channel));
    return wrong === null
      ? pass(`${wanted.server} is pointed at ${wanted.host}:${String(wanted.port)}${described(wanted)}.`)
      : block(`${wanted.server}: ${wrong}.`, 'Look at its {replica} status; do not start it.');
  },
});

function wrongWith(found: ChannelFacts, wanted: Pointed): string | null {
  if (wanted.orBeyond !== true && (found.io !== 'no' || found.sql !== 'no'))
    return `it runs (IO ${found.io}, SQL ${found.sql})`;
  if (found.source.host !== wanted.host || found.source.port !== wanted.port)
    return `it names ${sourceOf(found)}, not ${wanted.host}:${String(wanted.port)}`;
  if (found.positioning !== wanted.positioning)
    return `it would ask by ${found.positioning}, not by ${wanted.positioning}`;
  if (wanted.delayS !== null && found.delayS !== wanted.delayS)
    return `it is kept ${String(found.delayS)} s behind, not ${String(wanted.delayS)} s`;
  if (wanted.tls !== null && found.tls.enabled !== wanted.tls)
    return `its connection is ${found.tls.enabled ? '' : 'not '}encrypted`;
  if (wanted.file === null || wanted.offset === null) return null;
  const still = wanted.orStill === undefined ? null : positionIn(wanted.orStill);
  if (still !== null && formatPosition(still) === formatPosition(found.executed)) return null;
  const place = { file: wanted.file, offset: wanted.offset };
  if (wanted.orBeyond === true && found.executed.file !== '' && hasReached(found.executed, place)) return null;
  const sent = formatPosition(place);
  const has = [found.executed, ...(wanted.executedOnly === true ? [] : [found.received])].map(formatPosition);
  return has.every((position) => position === sent)
    ? null
    : `it stands at ${has.join(' / ')}, not at ${sent} as it was sent`;
}

/** By GTID the data's own position is what it goes on from: it must be the one that was read. */
function gtidMoved({ gtid }: Pointed, now: StopPoint): string | null {
  return gtid === null || gtid === now.gtid ? null : `it has applied ${now.gtid ?? 'nothing'}, not ${gtid}`;
}

function described({ file, offset }: Pointed): string {
  return file === null || offset === null ? ', by GTID' : ` at ${formatPosition({ file, offset })}`;
}

/** The receiver is connected to the very server that is meant, without an error. Nothing is applied by that. */
export const receiving = defineGuard<{
  server: ServerId;
  channel: string;
  host: string;
  port: number;
  /** Both null where the server could not be read: then the address alone is asked. */
  sourceUuid: string | null;
  sourceServerId: number | null;
}>({
  code: 'receiving',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel, host, port, sourceUuid, sourceServerId }, facts) => {
    const found = channelOf(facts, server, channel);
    const named = `${host}:${String(port)}`;
    if (found === undefined || sourceOf(found) !== named)
      return block(`${server} does not name ${named}.`, 'Look at its {replica} status.');
    if (found.ioError !== null)
      return block(
        `${server} can't receive from ${named}: error ${String(found.ioError.number)}: ${found.ioError.message}`,
        'The account, the network, the encryption or the position may be wrong.',
      );
    if (found.io !== 'yes')
      return block(`${server} is not connected to ${named} yet (IO ${found.io}).`, 'Wait, or look at the network.');
    return isSame(found, sourceUuid, sourceServerId)
      ? pass(`${server} receives from ${named}.`)
      : block(
          `${server} reaches another server under ${named}.`,
          'This address leads elsewhere from there: check names and ports.',
        );
  },
});

function isSame(found: ChannelFacts, uuid: string | null, serverId: number | null): boolean {
  if (uuid !== null) return found.sourceUuid === uuid;
  return serverId === null || found.sourceServerId === serverId;
}

/** The applier runs without an error and gets on: past where it began, or it has nothing left to do. */
export const applying = defineGuard<{ server: ServerId; channel: string; from: StopPoint }>({
  code: 'applying',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel, from }, facts): Verdict => {
    const status = factOf(facts.get(server), 'status');
    const found = channelOf(facts, server, channel);
    if (found === undefined) return block(`${server} has no such channel.`, 'Look at its {replica} status.');
    if (found.sqlError !== null)
      return block(
        `${server} can't apply: error ${String(found.sqlError.number)}: ${found.sqlError.message}`,
        'Look at the error before anything is started again.',
      );
    if (found.sql !== 'yes')
      return block(`${server} does not apply (SQL ${found.sql}).`, 'Look at its {replica} status.');
    const moved = hasMoved(stopPointOf(status, channel), from);
    return moved || found.delayS > 0 || hasAppliedAll(status, found)
      ? pass(`${server} applies${moved ? ', and got on' : ' and has nothing left to do'}.`)
      : block(`${server} has not got on yet from ${formatStop(from)}.`, 'Look at its SQL thread.');
  },
});

function hasMoved(now: StopPoint, from: StopPoint): boolean {
  if (now.gtid !== null && from.gtid !== null && now.gtid !== from.gtid) return true;
  const [a, b] = [positionIn(now), positionIn(from)];
  return a !== null && b !== null && formatPosition(a) !== formatPosition(b) && hasReached(a, b);
}

function positionIn({ file, offset }: StopPoint): BinlogPosition | null {
  return file === null || offset === null ? null : { file, offset };
}

function formatStop(point: StopPoint): string {
  const position = positionIn(point);
  return (
    [position === null ? null : formatPosition(position), point.gtid].filter(Boolean).join(' / ') || 'where it began'
  );
}

/**
 * Nothing was applied since: the applier still stands where it was put, and by the server's own account its data is
 * what it was. What allows a channel to be pointed back at coordinates.
 */
export const appliedNothing = defineGuard<{ server: ServerId; channel: string; at: StopPoint; before: StopPoint }>({
  code: 'applied-nothing',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel, at, before }, facts) => {
    const now = stopPointOf(factOf(facts.get(server), 'status'), channel);
    const sameData = before.gtid === null || now.gtid === before.gtid;
    const places = [at, before].map(positionIn).filter((place) => place !== null);
    const here = positionIn(now);
    const samePlace = here === null || places.some((place) => formatPosition(place) === formatPosition(here));
    return sameData && samePlace
      ? pass(`${server} has applied nothing since.`)
      : block(
          `${server} has applied something since (it stands at ${formatStop(now)}): going back would apply it again.`,
          'Leave it where it is: its position is proved. Repair what stops it there.',
        );
  },
});

/** Everything that `point` holds is in the server, wherever it got it. Without GTIDs it can't be told. */
export const holdsAllOf = defineGuard<{ server: ServerId; point: StopPoint }>({
  code: 'holds-all-of',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, point }, facts) => {
    const gtid = factOf(facts.get(server), 'status')?.gtid;
    const missing = block(
      `${server} does not have everything yet that ${point.gtid ?? 'the other'} names.`,
      'Wait until it has caught up.',
    );
    if (point.gtid === null || gtid === undefined) return missing;
    if (gtid.kind === 'mysql') {
      const [has, wanted] = [parseGtidSet(gtid.executed), parseGtidSet(point.gtid)];
      return has !== null && wanted !== null && containsGtidSet(has, wanted)
        ? pass(`${server} has all of it.`)
        : missing;
    }
    if (gtid.kind === 'none') return missing;
    const [logged, applied, wanted] = [gtid.binlogPos, gtid.slavePos, point.gtid].map(parseMariadbGtids);
    return logged && applied && wanted && hasReachedMariadb([...logged, ...applied], wanted)
      ? pass(`${server} has all of it.`)
      : missing;
  },
});

/** The coordinate lies within a binary log file that the server has. */
export const inLogOf = defineGuard<{ server: ServerId; file: string; offset: number }>({
  code: 'in-log-of',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'binlogs'),
  unknown: 'block',
  check: ({ server, file, offset }, facts) => {
    const files = factOf(facts.get(server), 'binlogs')?.files ?? [];
    const found = files.find(({ name }) => name === file);
    if (found === undefined)
      return block(
        `${server} has no ${file} (any more): it has ${files[0]?.name ?? 'none'} to ${files.at(-1)?.name ?? 'none'}.`,
        'It was purged, or this is another log: choose a server that still has it, or re-seed.',
      );
    return offset <= found.bytes
      ? pass(`${formatPosition({ file, offset })} lies within the log of ${server}.`)
      : block(
          `${file} of ${server} has only ${String(found.bytes)} bytes; ${String(offset)} lies past its end.`,
          'Its tail was lost, or this is another log: compare the two servers first.',
        );
  },
});
