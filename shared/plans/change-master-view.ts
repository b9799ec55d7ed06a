import type { ServerId } from '../domain/server.ts';
import type { Acceptance, PlanPreview } from './preview.ts';

/** Where the operator wants the replica to continue; `auto`: by GTID where it does so today, else a proved position. */
export type WantedContinuation =
  | { readonly kind: 'auto' }
  | { readonly kind: 'gtid' }
  | { readonly kind: 'position'; readonly file: string; readonly offset: number }
  /** The last executed transactions are looked for in the new source's binary log, by content. */
  | { readonly kind: 'match' };

/** How a replica's connection is encrypted. */
export interface ReplicationTls {
  readonly enabled: boolean;
  readonly verify: boolean;
  /** Path of the CA file, on the replica. */
  readonly ca: string | null;
}

/** What changes, as the operator says it. Coordinates are Signalbox's business. */
export interface ChangeMasterRequest {
  readonly cluster: string;
  readonly replica: ServerId;
  /** null: the only one. */
  readonly channel: string | null;
  /** `host[:port]` as the replica is to name it, or a server of the cluster. */
  readonly to: string;
  /** null: as it is. */
  readonly tls: ReplicationTls | null;
  readonly continuation: WantedContinuation;
  readonly accept: readonly Acceptance[];
}

export interface ChangeMasterPreview extends PlanPreview {
  readonly kind: 'change-master';
  readonly replica: ServerId;
  readonly channel: string;
  /** `host:port` that the channel names now. */
  readonly from: string;
  /** `host:port` that it is to name. */
  readonly to: string;
  /** Only the way to the same server changes. */
  readonly sameServer: boolean;
  /** Where it continues and why that is known, in words without a full stop. */
  readonly continues: string;
}
