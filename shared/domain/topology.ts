import type { ChannelError } from './channel.ts';
import type { Environment, PromotionRule } from './configuration.ts';
import type { ErrorCode } from './error-codes.ts';
import type { Finding } from './finding.ts';
import type { BinlogPosition } from './position.ts';
import type { Family, ServerId } from './server.ts';

export type Role = 'source' | 'replica' | 'intermediate' | 'standalone' | 'unreachable';

/**
 * How far a channel is behind, and how that is known.
 * `measured`: when the source was where the replica is now (from the poller's own samples of the source).
 * `reported`: the server's Seconds_Behind_Source. `unknown`: a thread is down or nothing is known yet.
 */
export interface Lag {
  readonly seconds: number | null; // s
  readonly kind: 'measured' | 'reported' | 'unknown';
}

export interface ChannelView {
  readonly name: string;
  /** The server id the channel's source resolves to, else the address it names. */
  readonly source: ServerId;
  readonly io: 'yes' | 'no' | 'connecting';
  readonly sql: 'yes' | 'no';
  readonly executed: BinlogPosition;
  readonly received: BinlogPosition;
  readonly gtid: string | null;
  readonly positioning: 'file' | 'auto-position' | 'slave_pos' | 'current_pos';
  readonly lag: Lag;
  readonly delayS: number; // s
  /** The thread's error that stops it, IO before SQL. */
  readonly error: (ChannelError & { readonly thread: 'io' | 'sql' }) | null;
  readonly filters: readonly string[];
}

export interface ServerView {
  readonly id: ServerId;
  readonly address: ServerId;
  readonly aliases: readonly ServerId[];
  readonly label: string | null;
  readonly hostname: string | null;
  readonly family: Family | null;
  readonly version: string | null;
  readonly serverId: number | null;
  readonly uuid: string | null;
  readonly role: Role;
  /** Why it is unreachable; null when it answers. */
  readonly reason: { readonly code: ErrorCode; readonly message: string } | null;
  /** When its status was last read, epoch ms; null when never. */
  readonly readAt: number | null;
  /** The last reading is too old to rely on. */
  readonly stale: boolean;
  readonly uptimeS: number | null; // s
  /** Accepts writes of ordinary accounts; null when unknown. */
  readonly writable: boolean | null;
  readonly superReadOnly: boolean | null;
  /** Its own binary log; file and offset are null when the log is off. null when unknown. */
  readonly position: {
    readonly file: string | null;
    readonly offset: number | null;
    readonly gtid: string | null;
  } | null;
  readonly channels: readonly ChannelView[];
  readonly promotion: PromotionRule;
  readonly site: string | null;
}

/** A cluster as last seen. Servers are ordered: sources first, then by address; stable between polls. */
export interface ClusterTopology {
  readonly name: string;
  readonly label: string;
  readonly environment: Environment;
  readonly servers: readonly ServerView[];
  readonly findings: readonly Finding[];
  readonly readAt: number; // epoch ms
}
