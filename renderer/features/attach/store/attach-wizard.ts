import { SignalboxError } from '../../../../shared/domain/errors.ts';
import type { Bridge } from '../../../../shared/ipc/bridge.ts';
import { createWizardShelf } from '../../../ui/wizard/store/use-wizard.ts';
import { createWizardStore } from '../../../ui/wizard/store/wizard-store.ts';
import type { WizardStore } from '../../../ui/wizard/store/wizard-store.ts';
import { nothingChosen, requestOf } from '../model/choice.ts';
import type { AttachChoice } from '../model/choice.ts';

export type AttachStore = WizardStore<AttachChoice>;

/** One wizard a cluster. */
export const attachWizards = createWizardShelf<AttachChoice>(createAttachStore);

function createAttachStore(bridge: Bridge, cluster: string): AttachStore {
  return createWizardStore(
    bridge,
    {
      cluster,
      begins: 'choose',
      choice: nothingChosen,
      preview: (choice, accept) => {
        const request = requestOf(cluster, choice);
        return request === null
          ? Promise.reject(new SignalboxError('bad-usage', 'Something is missing in the choice.'))
          : bridge.call('attach.preview', { ...request, accept: [...accept] });
      },
    },
    Date.now,
  );
}
