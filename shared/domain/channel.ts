import type { Address } from './address.ts';
import type { BinlogPosition } from './position.ts';

/** A row as the server gave it, for records: column → text. Passwords are never in it. */
export type RawRow = Readonly<Record<string, string | null>>;

export interface ChannelError {
  readonly number: number;
  readonly message: string;
  /** As the server says it; null where the family keeps no time. */
  readonly at: string | null;
}

/** One inbound replication channel of a replica. */
export interface ChannelFacts {
  /** '' is the default channel. */
  readonly name: string;
  readonly source: Address;
  readonly sourceUuid: string | null;
  readonly sourceServerId: number | null;
  readonly user: string | null;
  readonly io: 'yes' | 'no' | 'connecting';
  readonly sql: 'yes' | 'no';
  /** Master_Log_File + Read_Master_Log_Pos: what the IO thread has fetched. */
  readonly received: BinlogPosition;
  /** Relay_Master_Log_File + Exec_Master_Log_Pos: what the SQL thread has applied. A replica is put back here. */
  readonly executed: BinlogPosition;
  readonly relay: BinlogPosition;
  /** How the channel asks its source: by file and offset, MySQL's auto-position, or MariaDB's slave_pos/current_pos. */
  readonly positioning: 'file' | 'auto-position' | 'slave_pos' | 'current_pos';
  /** MySQL: Retrieved_Gtid_Set. MariaDB: Gtid_IO_Pos. */
  readonly receivedGtid: string | null;
  readonly secondsBehind: number | null; // s, the server's own word
  readonly delayS: number; // s
  readonly ioError: ChannelError | null;
  readonly sqlError: ChannelError | null;
  /** Non-empty filter settings, each as `Replicate_Do_DB=shop`. */
  readonly filters: readonly string[];
  readonly tls: { readonly enabled: boolean; readonly verify: boolean; readonly ca: string | null };
  readonly getPublicKey: boolean;
  readonly connectRetryS: number; // s
  /** After so many attempts in vain the receiver stops for good (10 by default from MySQL 8.4 on); left out: not told. */
  readonly retryCount?: number | undefined;
}

/** Both threads run and neither has an error. */
export function isReplicating(channel: ChannelFacts): boolean {
  return channel.io === 'yes' && channel.sql === 'yes' && channel.ioError === null && channel.sqlError === null;
}
