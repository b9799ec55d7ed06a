import type { Address } from '../domain/address.ts';
import type { BinlogPosition } from '../domain/position.ts';
import type { ServerId } from '../domain/server.ts';
import type { Acceptance, PlanPreview } from './preview.ts';

/**
 * Which pair of a dump's coordinates: `own` counts in the log of the dumped server, for a replica of it; `upstream` in
 * the log of that one's source, for a sibling of it.
 */
export type DumpedPairName = 'own' | 'upstream';

/** Which of a dump's coordinates, and how they are used. */
export interface OfDump {
  /** null: the pair that counts in the log of the server that is to be followed. */
  readonly pair: DumpedPairName | null;
  /** null: by GTID where the dump has it and both servers can. */
  readonly by: 'gtid' | 'file' | null;
}

/** Where the server is to begin, as the operator says it. */
export type WantedStart =
  | ({ readonly kind: 'dump'; /** A file. */ readonly from: string } & OfDump)
  /** The dump that an import on this machine read. */
  | ({ readonly kind: 'import'; readonly id: string } & OfDump)
  | { readonly kind: 'position'; readonly file: string; readonly offset: number }
  | { readonly kind: 'gtid'; readonly gtid: string }
  /** By GTID, from what the server says itself that it has. */
  | { readonly kind: 'as-it-stands' };

/** One pair of coordinates of a dump. */
export interface DumpedPoint {
  /** `unknown`: the dump does not say whose log it counts in; it is the dumped server's, as dump programs do it. */
  readonly pair: DumpedPairName | 'unknown';
  /** Whose log it counts in, where the dump names it. */
  readonly owner: Address | null;
  readonly position: BinlogPosition | null;
  readonly gtid: string | null;
}

/** What the head of a dump says of where its data stood. */
export interface DumpedStart {
  readonly file: string;
  readonly points: readonly DumpedPoint[];
  /** The import that read it did not come to its end. */
  readonly unfinished?: boolean;
}

export interface AttachRequest {
  readonly cluster: string;
  /** The server that becomes a replica; it need not be known to the cluster. */
  readonly server: ServerId;
  /** The server that it is to follow. */
  readonly to: ServerId;
  readonly start: WantedStart;
  /** Drop its own binary log first, and with it the GTIDs of what it wrote itself. */
  readonly dropOwnLog: boolean;
  /** Filters that its configuration has are on purpose; else they undo the plan before anything is received. */
  readonly withFilters: boolean;
  readonly accept: readonly Acceptance[];
}

export interface AttachPreview extends PlanPreview {
  readonly kind: 'attach';
  readonly server: ServerId;
  readonly source: ServerId;
  /** Where it begins and why that is known, in words without a full stop. */
  readonly begins: string;
}
