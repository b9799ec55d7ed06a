import type { BinlogPosition } from '../domain/position.ts';
import type { Address } from '../domain/address.ts';
import type { ScheduledEvent } from '../domain/facts.ts';

/** SQL text in which `${name}` stands for a value that the runner binds. */
export type Sql = string;

/** Where a re-pointed channel continues. Never left out: naming a host alone resets file and position. */
export type Continuation =
  | { readonly kind: 'auto-position' }
  /** `current_pos` only for a channel that has asked so before. */
  | { readonly kind: 'mariadb-gtid'; readonly use?: 'slave_pos' | 'current_pos' }
  /** `${file}` and `${offset}` bound by the runner, or known now. */
  | { readonly kind: 'file'; readonly position: BinlogPosition | 'bound' };

export interface Transport {
  readonly tls: boolean;
  readonly getPublicKey: boolean;
  readonly connectRetryS: number; // s
  /** null: the server's default. */
  readonly retryCount: number | null;
}

export interface Repoint {
  readonly channel: string;
  readonly to: Address;
  readonly continuation: Continuation;
  /** Only for a new channel; the password is bound as `${password}`. */
  readonly credentials: { readonly user: string } | null;
  /** Only for a new channel: what the channel it mirrors uses. */
  readonly transport: Transport | null;
  /** How an existing channel is encrypted from now on; left out: as it is. */
  readonly tls?: { readonly enabled: boolean; readonly verify: boolean; readonly ca: string | null };
  /** Seconds that an existing channel is kept behind from now on; left out: as it is. */
  readonly delayS?: number; // s
}

/** What is wanted → SQL text, in one family's dialect. Pure. */
export interface Commands {
  stopReplica(channel: string): Sql;
  startReplica(channel: string): Sql;
  /** The receiver (IO thread) alone. */
  stopReceiver(channel: string): Sql;
  startReceiver(channel: string): Sql;
  /** The applier (SQL thread) alone. */
  stopApplier(channel: string): Sql;
  startApplier(channel: string): Sql;
  /** Both threads, until exactly `${file}`:`${offset}` of the source has been applied. */
  startUntil(channel: string): Sql;
  repoint(what: Repoint): Sql;
  /**
   * Drops the coordinates of a channel, its relay logs and what its workers noted, and its delay; source, account,
   * encryption and filters stay.
   */
  resetProgress(channel: string): Sql;
  /** Forgets a channel that is not needed any more. */
  resetReplica(channel: string): Sql;
  /** Statements that close the server for writes, in order; the first that waits is bounded by lock_wait_timeout. */
  close(): readonly Sql[];
  /** The reverse, down to the state that was recorded. */
  open(previous: { readonly readOnly: boolean; readonly superReadOnly: boolean | null }): readonly Sql[];
  /** Keeps the server closed after a restart; empty where the family can't (a line for my.cnf is then in the report). */
  persistClosed(): readonly Sql[];
  persistOpen(): readonly Sql[];
  /** Back to what was persisted before. */
  persistBack(previous: Readonly<Record<string, string>>): readonly Sql[];
  /** MySQL auto-position: `${gtid}`; MariaDB GTID: `${gtid}`; else `${file}`, `${offset}`. Bounded by `seconds` (> 0). */
  waitFor(kind: 'gtid' | 'file', channel: string, seconds: number): Sql;
  eventScheduler(on: boolean): Sql;
  disableEvent(event: ScheduledEvent): Sql;
  enableEvent(event: ScheduledEvent): Sql;
  /** Back to the status in `event`. */
  restoreEvent(event: ScheduledEvent): Sql;
  /** Sent first on a session whose changes must not be logged. */
  unlogged(): Sql;
  /** MariaDB: where a demoted source starts to replicate, bound as `${gtid}`; null elsewhere. */
  demote(): Sql | null;
  /**
   * Tells a server what the data in it holds already: MySQL's gtid_purged (`added`: besides what it has executed, from
   * 8.0 on), MariaDB's gtid_slave_pos.
   */
  holdsAlready(gtid: string, added: boolean): Sql;
  /** Drops the server's own binary log, and with it the GTIDs of what it wrote itself. */
  dropOwnLog(): Sql;
  /** What holds accounts that read_only does not hold (MariaDB, 5.6), on the hold session; null where not needed. */
  freeze(): Sql | null;
  thaw(): Sql | null;
  kill(): Sql;
}
