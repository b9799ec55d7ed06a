import { SignalboxError } from '../../../../shared/domain/errors.ts';
import type { Bridge } from '../../../../shared/ipc/bridge.ts';
import { createWizardShelf } from '../../../ui/wizard/store/use-wizard.ts';
import { createWizardStore } from '../../../ui/wizard/store/wizard-store.ts';
import type { WizardStore } from '../../../ui/wizard/store/wizard-store.ts';
import { noChoice } from '../model/choice.ts';
import type { PutBackChoice } from '../model/choice.ts';

export type PutBackStore = WizardStore<PutBackChoice>;

/** One put back wizard a cluster. */
export const putBackWizards = createWizardShelf<PutBackChoice>(createPutBackStore);

function createPutBackStore(bridge: Bridge, cluster: string): PutBackStore {
  return createWizardStore(
    bridge,
    {
      cluster,
      begins: 'choose',
      choice: noChoice,
      preview: ({ record, channel, restore }, accept) => {
        if (record === null) return Promise.reject(new SignalboxError('bad-usage', 'Choose a record first.'));
        return bridge.call('putBack.preview', { cluster, record, channel, restore, accept: [...accept] });
      },
    },
    Date.now,
  );
}
