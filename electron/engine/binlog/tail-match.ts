import type { BinlogPosition } from '../../../shared/domain/position.ts';
import type { Between } from './between.ts';
import type { BinlogServer } from './read-server.ts';

export interface TailRequest {
  /** The replica, whose applier must stand still, and which must log what it applies. */
  readonly replica: BinlogServer;
  /** server_id of the replica: transactions made there itself are passed over. */
  readonly replicaServerId: number;
  /** The server in whose log the replica's last transactions are looked for. */
  readonly source: BinlogServer;
  /** How many consecutive transactions must fit at least (default 8); one is enough where it has the same GTID. */
  readonly atLeast?: number;
  /** How many bytes of the replica's log are read, newest first (default 512 MiB; the newest file in any case). */
  readonly replicaBytes?: number;
  /** How many bytes of the source's log may be searched, newest first (default 4 GiB; the newest file in any case). */
  readonly searchBytes?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TailProgress) => void;
}

export interface TailProgress {
  readonly doing: 'reading-replica' | 'searching-source' | 'counting';
  readonly bytes: number; // read so far
  readonly of: number; // bytes to be read at most
}

export type TailMatch =
  | {
      readonly kind: 'matched';
      /** Right after the match in the source's log: from here the replica goes on. */
      readonly position: BinlogPosition;
      /** Consecutive transactions that fit. */
      readonly transactions: number;
      readonly by: 'gtid' | 'content';
      /** Where in the source's log the search began. */
      readonly searchedFrom: BinlogPosition;
      /** What the source has after it. */
      readonly above: Between;
    }
  | { readonly kind: 'refused'; readonly reason: TailRefusal; readonly because: string };

export type TailRefusal =
  /** The replica has no binary log, or does not log what it applies. */
  | 'no-replica-log'
  /** Its log has too few transactions of others. */
  | 'too-few'
  /** They are in no place of the source's log. */
  | 'not-found'
  /** They fit in more than one place, or are all alike. */
  | 'ambiguous'
  /** The replica has something twice, or out of the source's order: it was applied after a wrong start. */
  | 'applied-again'
  /** Both have a transaction with the same GTID that does something else. */
  | 'another-history'
  /** Same times and servers, but logged in another form (statements here, rows there; other columns). */
  | 'not-comparable';
