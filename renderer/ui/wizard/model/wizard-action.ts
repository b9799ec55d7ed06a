import type { ErrorReport } from '../../../../shared/domain/errors.ts';
import type { GuardResult } from '../../../../shared/guards/verdict.ts';
import type { AnyPreview } from '../../../../shared/plans/any-preview.ts';
import type { RunAction } from './operation-in-sight.ts';
import type { PlanInSight } from './plan-in-sight.ts';

/** What the operator does, and what the engine answers. Times are epoch ms. `C` is what this wizard's choice is. */
export type WizardAction<C> =
  | { readonly kind: 'choose'; readonly choice: C }
  | { readonly kind: 'check' }
  /** The choice is changed a little at the checks: they are asked again, and what was accepted stays. */
  | { readonly kind: 'adjust'; readonly choice: C }
  | { readonly kind: 'preview'; readonly preview: AnyPreview; readonly at: number }
  | { readonly kind: 'preview-failed'; readonly error: ErrorReport }
  | { readonly kind: 'accept'; readonly guard: GuardResult; readonly reason: string | null }
  | { readonly kind: 'go-to-plan' }
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'back' }
  | { readonly kind: 'run'; readonly plan: PlanInSight }
  | { readonly kind: 'adopt'; readonly operation: string; readonly plan: PlanInSight }
  | RunAction;
