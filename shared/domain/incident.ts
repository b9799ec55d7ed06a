import type { OperationSummary } from './journal.ts';

/** A failover, and whether somebody has looked at it. */
export interface Incident {
  readonly operation: OperationSummary;
  /** Who has looked says so with a note; null: nobody has. */
  readonly acknowledged: { readonly at: number; readonly note: string } | null; // at: epoch ms
  /** What people added to it, acknowledging aside. */
  readonly notes: number;
}
