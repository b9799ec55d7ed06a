import { SignalboxError } from '../../../../shared/domain/errors.ts';
import type { Bridge } from '../../../../shared/ipc/bridge.ts';
import { createWizardShelf } from '../../../ui/wizard/store/use-wizard.ts';
import { createWizardStore } from '../../../ui/wizard/store/wizard-store.ts';
import type { WizardStore } from '../../../ui/wizard/store/wizard-store.ts';
import { continuationOf, noChoice } from '../model/choice.ts';
import type { ChangeMasterChoice } from '../model/choice.ts';

export type ChangeMasterStore = WizardStore<ChangeMasterChoice>;

/** One change master wizard a cluster. */
export const changeMasterWizards = createWizardShelf<ChangeMasterChoice>(createChangeMasterStore);

function createChangeMasterStore(bridge: Bridge, cluster: string): ChangeMasterStore {
  return createWizardStore(
    bridge,
    {
      cluster,
      begins: 'choose',
      choice: noChoice,
      preview: (choice, accept) => {
        const { replica, channel, to, tls } = choice;
        const continuation = continuationOf(choice);
        if (replica === null || continuation === null) {
          return Promise.reject(new SignalboxError('bad-usage', 'Something is missing in the choice.'));
        }
        const order = { cluster, replica, channel, to: to.trim(), tls, continuation };
        return bridge.call('changeMaster.preview', { ...order, accept: [...accept] });
      },
    },
    Date.now,
  );
}
