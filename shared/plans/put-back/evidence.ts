import type { BinlogPosition } from '../../domain/position.ts';
import type { PlaceInLog } from '../change-master/evidence.ts';
import type { PutBackPreview } from '../put-back-view.ts';

export type Between = NonNullable<PutBackPreview['between']>;

/** What a replica's own binary log holds since a record was taken. */
export type OwnLog =
  | {
      readonly kind: 'read';
      /** Transactions that came from elsewhere: replicated ones. */
      readonly replicated: number;
    }
  | { readonly kind: 'unread'; readonly because: string };

/** Where the end of the replica's own log stands in the source's, by content. */
export type Tail =
  | {
      readonly kind: 'matched';
      readonly position: BinlogPosition;
      readonly transactions: number;
      readonly by: 'gtid' | 'content';
      /** How many transactions the source's log has from the record's coordinates up to there; null: could not be counted. */
      readonly sinceRecord: number | null;
    }
  | { readonly kind: 'refused'; readonly appliedAgain: boolean; readonly because: string };

/** What the replica's error log says of where its applier stood. */
export type ErrorLog =
  | {
      readonly kind: 'told';
      readonly position: BinlogPosition;
      /** Where it stopped last, after it had lost its place; null: it was not started since. */
      readonly lastStop: BinlogPosition | null;
      /** Transactions that it ran through after the channel had lost its place; null: could not be counted. */
      readonly appliedAfterwards: number | null;
      /** An error ended one of those runs. */
      readonly failedAfterwards: boolean;
    }
  | { readonly kind: 'untold'; readonly because: string };

/** What was found out besides facts before a channel is put back. */
export interface PutBackEvidence {
  readonly ownLog: OwnLog;
  /** null: not looked for. */
  readonly tail: Tail | null;
  /** null: not looked at. */
  readonly errorLog: ErrorLog | null;
}

/** What is known of the place that was decided on, or of the lower bound. */
export interface PlaceEvidence {
  /** What it is in the source's log; null without a place. */
  readonly place: PlaceInLog | null;
  readonly between: Between | null;
}
