import type { BinlogPosition } from '../../../shared/domain/position.ts';

/** What a stretch of a server's binary log holds. */
export interface Between {
  readonly from: BinlogPosition;
  /** Where the counting ended: `until`, or the end of the last transaction there was. */
  readonly to: BinlogPosition;
  readonly transactions: number;
  /** Rows by table, in the order of first appearance; null: could not be counted. Those of statements are not in it. */
  readonly tables: readonly { readonly table: string; readonly rows: number | null }[];
  /** Transactions that were logged as statements (DDL too), whose rows can't be counted. */
  readonly statements: number;
  readonly firstAt: number | null; // s since 1970
  readonly lastAt: number | null; // s since 1970
}

export interface BetweenRequest {
  /** Must be a boundary: see `positionKind`. */
  readonly from: BinlogPosition;
  readonly until: BinlogPosition | null;
  readonly signal?: AbortSignal;
}
