import type { Bridge } from '../../../../shared/ipc/bridge.ts';
import { createWizardShelf } from '../../../ui/wizard/store/use-wizard.ts';
import { createWizardStore } from '../../../ui/wizard/store/wizard-store.ts';
import type { WizardStore } from '../../../ui/wizard/store/wizard-store.ts';
import { usualChoice } from '../model/choice.ts';
import type { FailoverChoice } from '../model/choice.ts';

export type FailoverStore = WizardStore<FailoverChoice>;

/** One failover wizard a cluster. It begins with asking: the rehearsal brings the evidence and the candidates. */
export const failoverWizards = createWizardShelf<FailoverChoice>(createFailoverStore);

function createFailoverStore(bridge: Bridge, cluster: string): FailoverStore {
  return createWizardStore(
    bridge,
    {
      cluster,
      begins: 'checks',
      choice: usualChoice,
      preview: ({ to, leaveBehind, dutyHours }, accept) =>
        bridge.call('failover.preview', {
          cluster,
          to,
          leaveBehind: [...leaveBehind],
          dutyHours,
          binlogs: null,
          fence: false,
          accept: [...accept],
        }),
    },
    Date.now,
  );
}
