import type { BinlogPosition } from '../../domain/position.ts';
import type { PositionValue } from '../../guards/position-value.ts';
import type { Tail } from '../put-back/evidence.ts';

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
  /** A switchover in the journal by which the server that is to be followed took over from the present source. */
  readonly promotion: Promotion | null;
  /** Where the end of the replica's own log stands in the log of the server that is to be followed; null: not looked for. */
  readonly tail: Tail | null;
}

/** By the journal: what had the old source's final position went on at `takeover` of the new one. */
export interface Promotion {
  readonly operation: string;
  readonly final: PositionValue;
  readonly takeover: BinlogPosition;
  /** The replica stands at exactly `final`. */
  readonly standsThere: boolean;
}
