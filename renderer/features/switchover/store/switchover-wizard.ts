import type { Bridge } from '../../../../shared/ipc/bridge.ts';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import { createWizardShelf } from '../../../ui/wizard/store/use-wizard.ts';
import { createWizardStore } from '../../../ui/wizard/store/wizard-store.ts';
import type { WizardStore } from '../../../ui/wizard/store/wizard-store.ts';
import { noChoice } from '../model/choice.ts';
import type { SwitchoverChoice } from '../model/choice.ts';

export type SwitchoverStore = WizardStore<SwitchoverChoice>;

/** One switchover wizard a cluster. */
export const switchoverWizards = createWizardShelf<SwitchoverChoice>(createSwitchoverStore);

function createSwitchoverStore(bridge: Bridge, cluster: string): SwitchoverStore {
  return createWizardStore(
    bridge,
    {
      cluster,
      begins: 'choose',
      choice: noChoice,
      preview: ({ to, leaveBehind }, accept) => {
        if (to === null) return Promise.reject(new SignalboxError('bad-usage', 'Choose a candidate first.'));
        return bridge.call('switchover.preview', { cluster, to, leaveBehind: [...leaveBehind], accept: [...accept] });
      },
    },
    Date.now,
  );
}
