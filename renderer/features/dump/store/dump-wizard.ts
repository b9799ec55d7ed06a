import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { reportOf } from '../../../../shared/domain/errors.ts';
import type { Bridge } from '../../../../shared/ipc/bridge.ts';
import { nothingChosen, requestOf, type DumpChoice } from '../model/choice.ts';
import { checking, choosing, obstacleIn, type Checking, type DumpWizard } from '../model/wizard.ts';

/** One wizard a cluster; it lives as long as the window. */
export interface DumpWizardStore extends StoreApi<DumpWizard> {
  change(choice: DumpChoice): void;
  /** Asks how it would be taken. */
  check(): Promise<void>;
  agree(agreed: boolean): void;
  back(): void;
  /** Gives the dump's id once it has begun, null where it was refused. */
  begin(): Promise<string | null>;
}

/** `now` gives epoch ms. */
export function createDumpWizard(bridge: Bridge, cluster: string, now: () => number): DumpWizardStore {
  const store = createStore<DumpWizard>(() => choosing(nothingChosen));
  const { getState, setState } = store;
  /** Of the last question; answers to earlier ones are too late. */
  let asked = 0;
  const checked = (change: (wizard: Checking) => DumpWizard): void =>
    setState((wizard) => (wizard.station === 'checks' ? change(wizard) : wizard), true);

  async function check(): Promise<void> {
    const { choice } = getState();
    if (choice.server === null) return;
    const question = (asked += 1);
    setState(checking(choice), true);
    const look = await bridge.call('dump.preview', requestOf(cluster, choice, choice.server)).then(
      (prepared) => ({ kind: 'ready', ...prepared, at: now() }) as const,
      (thrown: unknown) => ({ kind: 'failed', error: reportOf(thrown) }) as const,
    );
    if (question === asked) checked((wizard) => ({ ...wizard, look }));
  }

  return {
    ...store,
    change: (choice) => {
      asked += 1;
      setState(choosing(choice), true);
    },
    check,
    agree: (agreed) => checked((wizard) => ({ ...wizard, agreed })),
    back: () => {
      asked += 1;
      setState((wizard) => choosing(wizard.choice), true);
    },
    begin: async () => {
      const wizard = getState();
      if (wizard.station !== 'checks' || wizard.look.kind !== 'ready' || wizard.beginning) return null;
      if (obstacleIn(wizard) !== null) return null;
      const { dumpId } = wizard.look;
      setState({ ...wizard, beginning: true, refusal: null }, true);
      try {
        await bridge.call('dump.begin', { dumpId, consent: wizard.agreed });
        setState(choosing(wizard.choice), true);
        return dumpId;
      } catch (thrown) {
        checked((refused) => ({ ...refused, beginning: false, refusal: reportOf(thrown) }));
        return null;
      }
    },
  };
}

const shelves = new WeakMap<Bridge, Map<string, DumpWizardStore>>();

/** The cluster's wizard, so that leaving the screen loses nothing. */
export function dumpWizardOf(bridge: Bridge, cluster: string): DumpWizardStore {
  const shelf = shelves.get(bridge) ?? new Map<string, DumpWizardStore>();
  shelves.set(bridge, shelf);
  const wizard = shelf.get(cluster) ?? createDumpWizard(bridge, cluster, Date.now);
  shelf.set(cluster, wizard);
  return wizard;
}
