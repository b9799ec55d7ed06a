import { ask } from '../ask.ts';
import type { GuardRef } from '../ref.ts';
import type { GuardResult, VerdictKind } from '../verdict.ts';
import { exampleFacts, exampleNow, type Bend } from './facts.ts';

/** A situation that a guard judges: db1 is the source, db2 the candidate. */
export interface Case {
  readonly name: string;
  readonly ref: GuardRef;
  readonly db1?: Bend;
  readonly db2?: Bend;
  readonly now?: number; // epoch ms
  readonly verdict: VerdictKind;
  readonly says: string;
}

/** What the guard says of it. */
export function judged({ ref, db1 = {}, db2 = {}, now = exampleNow }: Case): GuardResult {
  return ask(ref, exampleFacts({ db1, db2 }), now);
}
