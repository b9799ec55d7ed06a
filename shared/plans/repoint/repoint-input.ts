import type { Address } from '../../domain/address.ts';
import type { ChannelFacts } from '../../domain/channel.ts';
import type { BinlogPosition } from '../../domain/position.ts';
import type { ServerId } from '../../domain/server.ts';
import type { Commands } from '../../dialects/commands.ts';
import type { ReplicationTls } from '../change-master-view.ts';

/** Where a re-pointed channel goes on. */
export type GoesOn =
  | { readonly kind: 'gtid'; readonly positioning: 'auto-position' | 'slave_pos' | 'current_pos' }
  /** At the very coordinates at which it is stopped: the way to the same log changes. */
  | { readonly kind: 'stop-point' }
  /** At coordinates that were proved beforehand. */
  | { readonly kind: 'position'; readonly position: BinlogPosition }
  /** At coordinates that the operation reads itself, under this name. */
  | { readonly kind: 'value'; readonly name: string };

/** What the steps that re-point one channel are made from. */
export interface RepointInput {
  readonly replica: ServerId;
  readonly commands: Commands;
  /** As it was found: where it goes back to. */
  readonly channel: ChannelFacts;
  readonly to: Address;
  /** Who must answer there; nulls: whoever does. */
  readonly expected: { readonly uuid: string | null; readonly serverId: number | null };
  readonly goesOn: GoesOn;
  readonly tls: ReplicationTls | null;
  readonly delayS: number | null; // s
  /** Which threads run afterwards. */
  readonly run: { readonly io: boolean; readonly sql: boolean };
  /**
   * The server refuses a change (1802) until what its workers noted is dropped. `back`: where it goes back to, if the
   * coordinates that it shows were right only together with those notes; null: to where it was found.
   */
  readonly reset: { readonly back: BinlogPosition | null } | null;
  /** The relay logs may hold what nobody else has: everything received is applied before they are dropped. */
  readonly drain: boolean;
}

/** The threads as they were found; a receiver that is connecting is meant to run. */
export function threadsFound(channel: ChannelFacts): { readonly io: boolean; readonly sql: boolean } {
  return { io: channel.io !== 'no', sql: channel.sql === 'yes' };
}

/** `host:port` as the channel names its source. */
export function namedSource(channel: ChannelFacts): string {
  return `${channel.source.host}:${String(channel.source.port)}`;
}
