import type { ServerId } from './server.ts';

/** A server that a running Signalbox keeps closed when it comes back, until it follows the new source. */
export interface Duty {
  /** The operation with which it was accepted. */
  readonly operation: string;
  readonly cluster: string;
  readonly server: ServerId;
  readonly newSource: ServerId;
  /** Of the server as it was; null: not known. */
  readonly uuid: string | null;
  readonly serverId: number | null;
  /** Replicas that were left with it: they don't make it one that is in use. */
  readonly leftWithIt: readonly {
    readonly server: ServerId;
    readonly uuid: string | null;
    readonly serverId: number | null;
  }[];
  readonly acceptedAt: number; // epoch ms
  readonly until: number; // epoch ms
  /** `waiting`: the new source was not opened, so that there is nothing to guard against yet. */
  readonly state: 'waiting' | 'on' | 'ended';
  /** The last that it did or why it ended; null: nothing yet. */
  readonly said: string | null;
}
