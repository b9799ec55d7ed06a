import type { Bridge } from '../../../../shared/ipc/bridge.ts';
import type { Wizard } from '../model/wizard.ts';
import type { WizardAction } from '../model/wizard-action.ts';

/** What the wizard's effects work with. */
export interface WizardContext {
  readonly bridge: Bridge;
  readonly cluster: string;
  readonly now: () => number; // epoch ms
  readonly state: () => Wizard;
  readonly dispatch: (action: WizardAction) => void;
}
