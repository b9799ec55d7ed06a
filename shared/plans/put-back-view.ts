import type { BinlogPosition } from '../domain/position.ts';
import type { ServerId } from '../domain/server.ts';
import type { Acceptance, PlanPreview } from './preview.ts';

/** What of a record is put back besides the coordinates. */
export interface Restore {
  readonly source: boolean;
  readonly filters: boolean;
  readonly delay: boolean;
  readonly tls: boolean;
  /** Threads run or stand still as recorded; otherwise both run afterwards. */
  readonly threads: boolean;
  readonly readOnly: boolean;
}

export const restorable = [
  'source',
  'filters',
  'delay',
  'tls',
  'threads',
  'readOnly',
] as const satisfies readonly (keyof Restore)[];

export interface PutBackRequest {
  /** null: the record's. */
  readonly cluster: string | null;
  /** A record of the journal. */
  readonly record: string;
  /** null: the record's only one. */
  readonly channel: string | null;
  readonly restore: Restore;
  /** A copy of the replica's error log, a file of this machine: only who runs the command line may name one. */
  readonly errorLog?: string;
  readonly accept: readonly Acceptance[];
}

/**
 * What proves where the replica's data stands. `record-stopped`: recorded with the SQL thread stopped, and nothing was
 * applied since. `gtid`: the servers' own sets say what is missing. `binlog-tail`: its last own transactions were found
 * in the source's log, by content. `error-log`: the server wrote down where its SQL thread stopped.
 */
export type StopPointProof = 'record-stopped' | 'gtid' | 'binlog-tail' | 'error-log';

export interface PutBackPreview extends PlanPreview {
  readonly kind: 'put-back';
  readonly replica: ServerId;
  readonly channel: string;
  readonly record: string;
  /** Where it continues; null by GTID, and where nothing is proved. */
  readonly position: BinlogPosition | null;
  readonly provedBy: StopPointProof | null;
  /** The replica's data is at least here; where it really stands may lie above. null when not even that is known. */
  readonly lowerBound: BinlogPosition | null;
  /** What the source's log holds above the position (or the lower bound); null when it could not be read. */
  readonly between: {
    readonly transactions: number;
    /** rows: null where they can't be counted. */
    readonly tables: readonly { readonly table: string; readonly rows: number | null }[];
  } | null;
}
