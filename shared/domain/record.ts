import type { ChannelFacts, RawRow } from './channel.ts';
import type { GtidFacts, WorkersOfChannel } from './facts.ts';
import type { BinlogPosition } from './position.ts';
import type { ServerSample } from './sample.ts';
import type { Family, ServerId } from './server.ts';

/** Why a watching program takes a record by itself, the most telling reason first. */
export const watchReasons = [
  'position-backwards',
  'source-changed',
  'channel-vanished',
  'thread-stopped',
  'replication-error',
  'restarted',
  'channel-appeared',
] as const;

export type WatchReason = (typeof watchReasons)[number];

export const recordReasons = [
  'requested',
  'before-operation',
  'after-operation',
  'acknowledged',
  ...watchReasons,
] as const;

/** Why a record was taken. */
export type RecordReason = (typeof recordReasons)[number];

/** What is written down about one server at one time. */
export interface RecordContent {
  readonly cluster: string;
  readonly server: ServerId;
  readonly reason: RecordReason;
  readonly note: string | null;
  /** The operation that took it. */
  readonly operation: string | null;
  /** When the server was read, epoch ms. */
  readonly readAt: number;
  readonly family: Family;
  readonly version: string;
  readonly uuid: string | null;
  readonly serverId: number;
  readonly position: BinlogPosition | null;
  readonly gtid: GtidFacts;
  readonly readOnly: boolean;
  readonly superReadOnly: boolean | null;
  readonly eventScheduler: string;
  readonly channels: readonly ChannelFacts[];
  readonly rawChannels: readonly RawRow[];
  /** How far the workers of its appliers had committed; absent where that was not read. */
  readonly workers?: readonly WorkersOfChannel[] | undefined;
  /** What was last seen of the server before what made a watching program take the record. */
  readonly before?: ServerSample | undefined;
}

/** A record in the journal. */
export interface RecordEntry extends RecordContent {
  readonly id: string;
  /** When it was made durable, epoch ms. */
  readonly at: number;
  readonly hash: string;
}
