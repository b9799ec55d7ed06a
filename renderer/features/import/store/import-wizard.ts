import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { reportOf } from '../../../../shared/domain/errors.ts';
import type { GuardResult } from '../../../../shared/guards/verdict.ts';
import type { UnfinishedImport } from '../../../../shared/import/running-import.ts';
import type { Bridge } from '../../../../shared/ipc/bridge.ts';
import type { EventOf } from '../../../../shared/ipc/contract.ts';
import { accept, acceptances, keepValid } from '../../../ui/wizard/model/acceptances.ts';
import { choiceToResume, nothingChosen, requestOf, type ImportChoice } from '../model/choice.ts';
import { checking, choosing, type Checking, type ImportWizard } from '../model/wizard.ts';

/** One wizard a cluster; it lives as long as the window. */
export interface ImportWizardStore extends StoreApi<ImportWizard> {
  change(part: Partial<ImportChoice>): void;
  /** Looks at the path, then looks the dump and the server through. */
  check(): Promise<void>;
  /** The same again, keeping what was accepted. */
  again(): void;
  /** Goes on with what did not end: looked through again, and begun from its marks. */
  resume(unfinished: UnfinishedImport): Promise<void>;
  accept(guard: GuardResult, reason: string | null): void;
  type(text: string): void;
  back(): void;
  /** `confirm`: the cluster's name as typed. Gives the import's id once it has begun, null where it was refused. */
  begin(confirm: string | null): Promise<string | null>;
}

/** `now` gives epoch ms. */
export function createImportWizard(bridge: Bridge, cluster: string, now: () => number): ImportWizardStore {
  const store = createStore<ImportWizard>(() => choosing(nothingChosen));
  const { getState, setState } = store;
  let stopLooking = (): void => undefined;
  const checked = (change: (wizard: Checking) => ImportWizard): void =>
    setState((wizard) => (wizard.station === 'checks' ? change(wizard) : wizard), true);

  function hear(event: EventOf<'import.preview'>): void {
    if (event.kind === 'reading') {
      checked((wizard) => ({ ...wizard, look: event }));
      return;
    }
    const { preview } = event;
    checked((wizard) => ({
      ...wizard,
      look: { kind: 'ready', preview, at: now() },
      accepted: keepValid(wizard.accepted, preview.guards),
    }));
  }

  function look(choice: ImportChoice, accepted: Checking['accepted']): void {
    stopLooking();
    if (choice.server === null) return;
    setState(checking(choice, accepted), true);
    stopLooking = bridge.stream('import.preview', requestOf(cluster, choice, choice.server), {
      event: hear,
      closed: (error) => {
        if (error !== null) checked((wizard) => ({ ...wizard, look: { kind: 'failed', error: reportOf(error) } }));
      },
    });
  }

  async function check(): Promise<void> {
    const { choice } = getState();
    setState({ ...choosing(choice), asking: true }, true);
    try {
      const { path } = await bridge.call('import.file', { path: choice.file.trim() });
      if (getState().choice === choice) look({ ...choice, file: path }, []);
    } catch (thrown) {
      if (getState().choice === choice) setState({ ...choosing(choice), refusal: reportOf(thrown) }, true);
    }
  }

  return {
    ...store,
    change: (part) => setState((wizard) => choosing({ ...wizard.choice, ...part }), true),
    check,
    again: () => {
      const wizard = getState();
      if (wizard.station === 'checks') look(wizard.choice, wizard.accepted);
    },
    resume: (unfinished) => {
      setState(choosing(choiceToResume(unfinished)), true);
      return check();
    },
    accept: (guard, reason) => checked((wizard) => ({ ...wizard, accepted: accept(wizard.accepted, guard, reason) })),
    type: (typed) => checked((wizard) => ({ ...wizard, typed })),
    back: () => {
      stopLooking();
      setState((wizard) => choosing(wizard.choice), true);
    },
    begin: async (confirm) => {
      const wizard = getState();
      if (wizard.station !== 'checks' || wizard.look.kind !== 'ready' || wizard.beginning) return null;
      const { importId } = wizard.look.preview;
      setState({ ...wizard, beginning: true, refusal: null }, true);
      try {
        await bridge.call('import.begin', { importId, accept: [...acceptances(wizard.accepted)], confirm });
        setState(choosing(nothingChosen), true);
        return importId;
      } catch (thrown) {
        checked((refused) => ({ ...refused, beginning: false, refusal: reportOf(thrown) }));
        return null;
      }
    },
  };
}

const shelves = new WeakMap<Bridge, Map<string, ImportWizardStore>>();

/** The cluster's wizard, so that leaving the screen loses nothing. */
export function importWizardOf(bridge: Bridge, cluster: string): ImportWizardStore {
  const shelf = shelves.get(bridge) ?? new Map<string, ImportWizardStore>();
  shelves.set(bridge, shelf);
  const wizard = shelf.get(cluster) ?? createImportWizard(bridge, cluster, Date.now);
  shelf.set(cluster, wizard);
  return wizard;
}
