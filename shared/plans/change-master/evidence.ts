import type { BinlogPosition } from '../../domain/position.ts';

/** What a coordinate is in a server's binary log, as its own events say. */
export interface PlaceInLog {
  readonly position: BinlogPosition;
  /** `boundary`: a transaction starts or ended here. `unread`: the log could not be read there. */
  readonly kind: 'boundary' | 'inside-transaction' | 'inside-event' | 'past-end' | 'no-such-file' | 'unread';
  /** In words, with what was found. */
  readonly text: string;
}

/** The furthest place of the same source that records of this channel name. */
export interface RecordedPlace {
  readonly record: string;
  readonly position: BinlogPosition;
  /** The channel stands before it now. */
  readonly behind: boolean;
}

/** What was found out besides facts before a channel is pointed elsewhere. */
export interface Evidence {
  /** The executed coordinate in the log of the server that is to be followed; null where it was not looked at. */
  readonly executed: PlaceInLog | null;
  /** The typed coordinate there. */
  readonly typed: PlaceInLog | null;
  /** MariaDB: the GTID position that the oldest binary log there begins after. */
  readonly firstGtid: string | null;
  readonly recorded: RecordedPlace | null;
}
