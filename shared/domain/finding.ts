import type { BinlogPosition } from './position.ts';
import type { ServerId } from './server.ts';

export const findingCodes = [
  'master-dead',
  'server-unreachable',
  'server-stale',
  'position-reset',
  'replication-stopped',
  'replication-connecting',
  'replica-lagging',
  'no-writable-master',
  'two-writable-servers',
  'writable-slave',
  'follows-nobody',
  'errant-transactions',
  'duplicate-server-id',
  'binlog-off',
  'log-replica-updates-off',
] as const;

export type FindingCode = (typeof findingCodes)[number];
export type Severity = 'critical' | 'warning' | 'info';

/** A named situation seen in facts. `since` is when this Signalbox first saw it (epoch ms). */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** The server it is about; null when it is about the cluster. */
  readonly server: ServerId | null;
  /** Every server it touches: choosing the finding selects these. */
  readonly servers: readonly ServerId[];
  /** One sentence; words in source/replica terms are marked by the renderer, see shared/domain/words.ts. */
  readonly message: string;
  /** What it means and the one best action. */
  readonly explanation: string;
  readonly since: number;
  /** What a way out of it needs to know. */
  readonly details?: PositionReset | undefined;
}

/**
 * Of `position-reset`: how the place to put the channel back to is known.
 * `stopped-record`: the SQL thread was seen stopped at `was`. `gtid`: the server's GTIDs say what it has.
 * `running-record`: it was still running at `was`, which is a lower bound. `none`: nothing is known.
 */
export interface PositionReset {
  readonly kind: 'position-reset';
  readonly channel: string;
  readonly at: number; // epoch ms, when it was seen
  readonly was: BinlogPosition | null;
  readonly now: BinlogPosition;
  readonly proof: 'stopped-record' | 'running-record' | 'gtid' | 'none';
  /** The record that holds `was`; null while none could be written. */
  readonly record: string | null;
}
