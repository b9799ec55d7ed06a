import type { BinlogPosition } from '../../../shared/domain/position.ts';
import type { RowChange } from './event.ts';

/** One transaction of a binary or relay log, summed up; its rows and statements are not kept. */
export interface Transaction {
  readonly start: BinlogPosition;
  /** Right after its last event: the coordinate from which a replica that has it goes on. */
  readonly end: BinlogPosition;
  /** null for anonymous ones, and on servers without GTIDs. */
  readonly gtid: string | null;
  /** server_id of the server where it was made; replicas that log it keep it. */
  readonly serverId: number;
  /** Seconds since 1970 by that server's clock. */
  readonly timestamp: number;
  readonly tables: readonly TableChange[];
  /** Changes logged as statements, DDL among them. */
  readonly statements: number;
  readonly fingerprint: Fingerprint;
  /** False where the log ends, or its server crashed, before the transaction did. */
  readonly complete: boolean;
  /** An incident: changes are missing from the log. */
  readonly incident: boolean;
}

export interface TableChange {
  readonly schema: string;
  readonly table: string;
  readonly change: RowChange;
  /** null where rows could not be counted. */
  readonly rows: number | null;
}

/** What a transaction does, apart from what differs between the log of its source and of a replica that has it. */
export interface Fingerprint {
  readonly form: 'rows' | 'statements' | 'mixed' | 'nothing';
  /** Equal for equal content. */
  readonly content: string;
  /** For each kind of row change, how its rows are stored: `schema.table change` → form. */
  readonly shapes: ReadonlyMap<string, string>;
}
