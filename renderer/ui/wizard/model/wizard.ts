import type { ErrorReport } from '../../../../shared/domain/errors.ts';
import type { AnyPreview } from '../../../../shared/plans/any-preview.ts';
import type { Accepted } from './acceptances.ts';
import { askAgain } from './asked.ts';
import type { Asked } from './asked.ts';
import type { Finished, Running } from './operation-in-sight.ts';

/** Where every wizard passes, after the stations of its own. */
export const commonStations = ['checks', 'plan', 'run', 'done'] as const;
export type Station = 'choose' | 'evidence' | 'candidate' | (typeof commonStations)[number];

/** What the operator has decided so far; it outlives leaving the wizard. `C` is what this wizard's choice is. */
export interface Draft<C> {
  readonly choice: C;
  readonly accepted: readonly Accepted[];
}

export interface Choosing<C> {
  readonly station: 'choose';
  readonly draft: Draft<C>;
}

export interface Checking<C> {
  readonly station: 'checks';
  readonly draft: Draft<C>;
  readonly preview: Asked<AnyPreview>;
  /** Why the engine refused to run the plan that was confirmed. */
  readonly refusal: ErrorReport | null;
}

export interface Planning<C> {
  readonly station: 'plan';
  readonly draft: Draft<C>;
  readonly preview: AnyPreview;
  /** What has been typed to confirm. */
  readonly typed: string;
}

/** Where the operator stands, with exactly what is known there. */
export type Wizard<C> =
  | Choosing<C>
  | Checking<C>
  | Planning<C>
  | (Running & { readonly draft: Draft<C> })
  | (Finished & { readonly draft: Draft<C> });

/** The first station with a choice of which nothing is accepted yet. */
export function choosing<C>(choice: C): Choosing<C> {
  return { station: 'choose', draft: { choice, accepted: [] } };
}

/** The checks of what was chosen, being asked; a former answer stays in sight. */
export function checking<C>(draft: Draft<C>, preview: Asked<AnyPreview> = asking): Checking<C> {
  return { station: 'checks', draft, preview: askAgain(preview), refusal: null };
}

const asking: Asked<AnyPreview> = { kind: 'asking', last: null };
