import type { Bridge } from '../../../../shared/ipc/bridge.ts';
import type { AnyPreview } from '../../../../shared/plans/any-preview.ts';
import type { Acceptance } from '../../../../shared/plans/preview.ts';
import type { Wizard } from '../model/wizard.ts';
import type { WizardAction } from '../model/wizard-action.ts';

/** What one kind of wizard has of its own: what is chosen, and how a choice is rehearsed. */
export interface WizardOrder<C> {
  readonly cluster: string;
  /** Where it begins: with a choice, or, where there is nothing to choose, with the checks. */
  readonly begins: 'choose' | 'checks';
  readonly choice: C;
  /** Rejects with SignalboxError. */
  preview(choice: C, accept: readonly Acceptance[]): Promise<AnyPreview>;
}

/** What the wizard's effects work with. */
export interface WizardContext<C> {
  readonly bridge: Bridge;
  readonly order: WizardOrder<C>;
  readonly now: () => number; // epoch ms
  readonly state: () => Wizard<C>;
  readonly dispatch: (action: WizardAction<C>) => void;
}
