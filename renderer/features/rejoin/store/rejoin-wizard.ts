import type { ServerId } from '../../../../shared/domain/server.ts';
import type { Bridge } from '../../../../shared/ipc/bridge.ts';
import { createWizardShelf } from '../../../ui/wizard/store/use-wizard.ts';
import { createWizardStore } from '../../../ui/wizard/store/wizard-store.ts';
import type { WizardStore } from '../../../ui/wizard/store/wizard-store.ts';

/** Which old source follows again; whom is known: the server that takes writes. */
export interface RejoinChoice {
  readonly cluster: string;
  readonly server: ServerId;
}

export type RejoinStore = WizardStore<RejoinChoice>;

const wizards = createWizardShelf<RejoinChoice>((bridge, key) => {
  const choice = JSON.parse(key) as RejoinChoice;
  return createWizardStore<RejoinChoice>(
    bridge,
    {
      cluster: choice.cluster,
      begins: 'checks',
      choice,
      preview: ({ cluster, server }, accept) => bridge.call('rejoin.preview', { cluster, server, accept: [...accept] }),
    },
    Date.now,
  );
});

/** The wizard that lets this server follow again. It begins with the checks: there is nothing to choose. */
export function rejoinWizardOf(bridge: Bridge, cluster: string, server: ServerId): RejoinStore {
  return wizards.of(bridge, JSON.stringify({ cluster, server }));
}
