import type { ErrorReport } from '../../../../shared/domain/errors.ts';
import type { ServerId } from '../../../../shared/domain/server.ts';
import type { GuardResult } from '../../../../shared/guards/verdict.ts';
import type { OperationEvent } from '../../../../shared/plans/operation-event.ts';
import type { CandidateView, SwitchoverPreview } from '../../../../shared/plans/switchover-view.ts';
import type { PlanInSight } from './wizard.ts';

/** What the operator does, and what the engine answers. Times are epoch ms. */
export type WizardAction =
  | { readonly kind: 'ask-candidates' }
  | { readonly kind: 'candidates'; readonly candidates: readonly CandidateView[]; readonly at: number }
  | { readonly kind: 'candidates-failed'; readonly error: ErrorReport }
  | { readonly kind: 'choose'; readonly to: ServerId }
  | { readonly kind: 'check' }
  | { readonly kind: 'preview'; readonly preview: SwitchoverPreview; readonly at: number }
  | { readonly kind: 'preview-failed'; readonly error: ErrorReport }
  | { readonly kind: 'leave-behind'; readonly server: ServerId; readonly left: boolean }
  | { readonly kind: 'accept'; readonly guard: GuardResult; readonly reason: string | null }
  | { readonly kind: 'go-to-plan' }
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'back' }
  | { readonly kind: 'run' }
  | { readonly kind: 'adopt'; readonly operation: string; readonly plan: PlanInSight }
  | { readonly kind: 'event'; readonly event: OperationEvent; readonly now: number }
  | { readonly kind: 'lost'; readonly error: ErrorReport }
  | { readonly kind: 'stop' }
  | { readonly kind: 'stop-failed' }
  | { readonly kind: 'start-over' };
