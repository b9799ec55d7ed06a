import type { BinlogPosition } from '../../../../shared/domain/position.ts';
import type { InnerEvent } from '../event.ts';
import type { Fingerprint, Transaction } from '../transaction.ts';

/** One transaction of the tail with everything needed to apply it. */
export interface TailTransaction {
  readonly summary: TailSummary;
  /** The format description of its file. */
  readonly format: Buffer;
  /** Its events, unpacked, without what is only for the log; empty where it is not applicable for its size. */
  readonly events: readonly InnerEvent[];
}

/** What it does, for people and for counting. */
export interface TailSummary extends Omit<Transaction, 'fingerprint'> {
  readonly kind: Fingerprint['form'];
  /** Statement texts, DDL among them, each cut to 1000 characters, at most 20. */
  readonly texts: readonly string[];
  /** Bytes it takes in the log. */
  readonly bytes: number;
  readonly xa: XaPart | null;
  /** null: it can be applied by `applyTail`. */
  readonly blocked: Blocked | null;
}

/** An XA transaction is logged in two: what it does, and how it ended. */
export interface XaPart {
  readonly part: 'prepared' | 'ended';
  /** As XA statements write it: `X'78',X'',1`. */
  readonly xid: string;
}

/** Why a transaction can't be applied through a connection. */
export interface Blocked {
  readonly reason:
    | 'load-data'
    | 'packed'
    | 'too-large'
    | 'unknown-event'
    | 'incident'
    | 'rows-without-table'
    | 'failed-on-source'
    | 'two-phase-alter'
    | 'create-select'
    | 'xa-not-ended';
  readonly because: string;
}

/** Where a tail was read, and what stands at its end. */
export interface TailEnd {
  readonly from: BinlogPosition;
  /** Right after the last whole transaction, or where reading began. */
  readonly to: BinlogPosition;
  /** Left out: it has no end in the log, since its server crashed or still writes it. */
  readonly unfinished: TailSummary | null;
}
