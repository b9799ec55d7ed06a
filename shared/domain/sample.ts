import type { BinlogPosition } from './position.ts';
import type { Family, ServerId } from './server.ts';

/** A channel as a sample keeps it. */
export interface ChannelSample {
  /** '' is the default channel. */
  readonly name: string;
  /** The address that the channel names. */
  readonly source: ServerId;
  /** null where the family has none, and while it is not known. */
  readonly sourceUuid: string | null;
  readonly io: 'yes' | 'no' | 'connecting';
  readonly sql: 'yes' | 'no';
  readonly executed: BinlogPosition;
  readonly received: BinlogPosition;
  readonly positioning: 'file' | 'auto-position' | 'slave_pos' | 'current_pos';
  /** Number of the error that stops a thread, IO before SQL; null without one. */
  readonly error: number | null;
}

/** Where a server was at one time: what is kept of it between records. */
export interface ServerSample {
  readonly at: number; // epoch ms, when the server was read
  readonly server: ServerId;
  readonly family: Family;
  readonly uptimeS: number | null; // s; null where it was not kept
  /** Its own binary log; null when that is off. */
  readonly position: BinlogPosition | null;
  /** What it has applied: MySQL's gtid_executed, MariaDB's gtid_slave_pos; null without GTIDs. */
  readonly gtid: string | null;
  readonly channels: readonly ChannelSample[];
}
