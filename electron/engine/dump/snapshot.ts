import type { DumpedChannel, DumpedPair, OwnPositionBy } from '../../../shared/domain/dump.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { StatusFacts } from '../../../shared/domain/facts.ts';
import { formatAddress } from '../../../shared/domain/address.ts';
import { formatPosition, hasReached, type BinlogPosition } from '../../../shared/domain/position.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { DumpCoordinates } from '../import/dump/dump-model.ts';
import { hasGtids } from './dump-plan.ts';

/** What the dump program itself wrote of where the server was when it opened its snapshot. */
export interface ProgramWord {
  readonly position: BinlogPosition | null;
  /** MySQL: the GTIDs executed. */
  readonly gtid: string | null;
}

/** The last is the program's own; a header of ours is written in front of it, and not read with it. */
export function programWord({ sources, gtidPurged }: DumpCoordinates): ProgramWord {
  const own = sources.findLast(({ of }) => of === 'dumped-server');
  const { logFile = null, logPosition = null } = own ?? {};
  return {
    position: logFile === null || logPosition === null ? null : { file: logFile, offset: logPosition },
    gtid: gtidPurged.at(-1)?.gtids ?? null,
  };
}

export interface Moment {
  readonly server: ServerId;
  readonly ownPosition: OwnPositionBy;
  /** Read before the program was started, with the SQL threads stopped. */
  readonly before: StatusFacts;
  /** Read when the snapshot was seen to be taken, before they were started again. */
  readonly after: StatusFacts;
  readonly program: ProgramWord;
  /** MariaDB: the GTIDs at a position of the server's own log; null elsewhere. */
  readonly mariadbGtid: string | null;
}

/**
 * Both pairs, for the moment of the snapshot.
 * @throws SignalboxError `dump-not-still` where something moved that had to stand still, or where the dump program
 *   does not say where it was.
 */
export function pairOf(moment: Moment): DumpedPair {
  const { server, before, after } = moment;
  for (const [place, channel] of before.channels.entries()) {
    const now = after.channels[place];
    const same = now?.name === channel.name && isSame(now.executed, channel.executed);
    if (!same || now.sql === 'yes') throw notStill(server, 'its SQL thread was started by somebody else');
  }
  return { own: ownOf(moment), channels: channelsOf(before) };
}

function ownOf({ server, ownPosition, before, after, program, mariadbGtid }: Moment): DumpedPair['own'] {
  switch (ownPosition) {
    case 'none':
      return null;
    case 'stillness': {
      const still = isSame(before.position, after.position) && executedOf(before) === executedOf(after);
      if (before.position === null || !still) throw notStill(server, 'somebody wrote to it, although it is closed');
      return { position: before.position, gtid: executedOf(before) };
    }
    case 'snapshot':
    case 'read-lock':
      if (program.position === null) throw notStill(server, 'the dump program did not say where its snapshot is');
      if (!isBetween(program.position, before.position, after.position)) {
        throw notStill(server, 'the dump program names a position at which the server was not');
      }
      return { position: program.position, gtid: ownPosition === 'snapshot' ? mariadbGtid : program.gtid };
  }
}

function channelsOf(status: StatusFacts): readonly DumpedChannel[] {
  return status.channels.map(({ name, source, executed, positioning }) => ({
    channel: name,
    source: formatAddress(source),
    position: executed,
    gtid: status.gtid.kind === 'mariadb' ? mariadbOf(status.gtid, positioning) : executedOf(status),
  }));
}

function mariadbOf(
  { slavePos, currentPos }: { readonly slavePos: string; readonly currentPos: string },
  positioning: string,
): string | null {
  const text = positioning === 'current_pos' ? currentPos : slavePos;
  return text === '' ? null : text;
}

function executedOf(status: StatusFacts): string | null {
  const { gtid } = status;
  return gtid.kind === 'mysql' && hasGtids(status) ? gtid.executed.replaceAll(/\s/g, '') : null;
}

function isBetween(position: BinlogPosition, before: BinlogPosition | null, after: BinlogPosition | null): boolean {
  return before !== null && after !== null && hasReached(position, before) && hasReached(after, position);
}

function isSame(a: BinlogPosition | null, b: BinlogPosition | null): boolean {
  return a === null || b === null ? a === b : formatPosition(a) === formatPosition(b);
}

function notStill(server: ServerId, why: string): SignalboxError {
  return new SignalboxError(
    'dump-not-still',
    `The coordinates of this dump of ${server} would not be those of its snapshot: ${why}. Nothing was kept.`,
    { server },
  );
}
