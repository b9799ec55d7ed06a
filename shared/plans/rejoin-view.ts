import type { ServerId } from '../domain/server.ts';
import type { Acceptance, PlanPreview } from './preview.ts';

export interface RejoinRequest {
  readonly cluster: string;
  /** The old source that is back. */
  readonly server: ServerId;
  readonly accept: readonly Acceptance[];
}

export interface RejoinPreview extends PlanPreview {
  readonly kind: 'rejoin';
  readonly server: ServerId;
  readonly source: ServerId | null;
  /** What its log holds that the new source did not get, where that was read. */
  readonly extra: {
    readonly transactions: number;
    readonly tables: readonly { readonly table: string; readonly rows: number | null }[];
  } | null;
}
