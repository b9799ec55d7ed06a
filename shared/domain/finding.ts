import type { ServerId } from './server.ts';

export const findingCodes = [
  'master-dead',
  'server-unreachable',
  'server-stale',
  'replication-stopped',
  'replication-connecting',
  'replica-lagging',
  'no-writable-master',
  'two-writable-servers',
  'writable-slave',
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
}
