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
  /** What it did so far, oldest first. */
  readonly acts: readonly DutyAct[];
  /** null while it has not ended. */
  readonly ended: DutyEnd | null;
}

/** `undone`: the failover was undone or refused, and there is nothing to guard against. */
export interface DutyEnd {
  readonly at: number; // epoch ms
  readonly how: (typeof dutyEnds)[number];
  readonly because: string;
}

export const dutyEnds = ['follows', 'cancelled', 'hands-off', 'expired', 'undone'] as const;

/** How the journal's sentence on an end begins; any other one says that the server follows. */
export const endWords = { cancelled: 'Cancelled: ', 'hands-off': 'Hands off: ' } as const;

/** `examined`: what the log of the server that is back holds that the new source did not get. */
export const dutyActs = ['accepted', 'closing', 'closed', 'examined', 'failed', 'ended'] as const;

export interface DutyAct {
  readonly at: number; // epoch ms
  readonly act: (typeof dutyActs)[number];
  readonly text: string;
}
