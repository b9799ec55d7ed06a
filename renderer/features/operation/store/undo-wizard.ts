import type { Bridge } from '../../../../shared/ipc/bridge.ts';
import { createWizardShelf } from '../../../ui/wizard/store/use-wizard.ts';
import { createWizardStore } from '../../../ui/wizard/store/wizard-store.ts';
import type { WizardStore } from '../../../ui/wizard/store/wizard-store.ts';

/** What is undone; there is nothing else to choose. */
interface UndoChoice {
  readonly operation: string;
  readonly cluster: string;
}

const wizards = createWizardShelf<UndoChoice>((bridge, key) => {
  const choice = JSON.parse(key) as UndoChoice;
  return createWizardStore<UndoChoice>(
    bridge,
    {
      cluster: choice.cluster,
      begins: 'checks',
      choice,
      preview: ({ operation }) => bridge.call('operations.previewUndo', { operation }),
    },
    Date.now,
  );
});

/** The wizard that undoes this ended operation. */
export function undoWizardOf(bridge: Bridge, operation: string, cluster: string): WizardStore<UndoChoice> {
  return wizards.of(bridge, JSON.stringify({ operation, cluster }));
}
