import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../../../shared/ipc/bridge.ts';
import { useSignalbox } from '../../state/signalbox.ts';
import type { Wizard } from '../model/wizard.ts';
import type { WizardStore } from './wizard-store.ts';

/** The wizards of one kind: one a key (a cluster, an operation) for each bridge, so that leaving the screen loses nothing. */
export interface WizardShelf<C> {
  of(bridge: Bridge, key: string): WizardStore<C>;
}

export function createWizardShelf<C>(create: (bridge: Bridge, key: string) => WizardStore<C>): WizardShelf<C> {
  const shelves = new WeakMap<Bridge, Map<string, WizardStore<C>>>();
  return {
    of: (bridge, key) => {
      const shelf = shelves.get(bridge) ?? new Map<string, WizardStore<C>>();
      shelves.set(bridge, shelf);
      const wizard = shelf.get(key) ?? create(bridge, key);
      shelf.set(key, wizard);
      return wizard;
    },
  };
}

/** The wizard's state, opened with this choice if one was made elsewhere (compared as JSON). */
export function useWizard<C>(store: WizardStore<C>, choice: C | null): Wizard<C> {
  const wizard = useStore<StoreApi<Wizard<C>>>(store);
  const { journal } = useSignalbox();
  const begun = wizard.station === 'run' && wizard.run.operation !== null;
  const ended = wizard.station === 'done';
  const key = choice === null ? null : JSON.stringify(choice);

  useEffect(() => void store.open(key === null ? null : (JSON.parse(key) as C)), [store, key]);
  useEffect(() => {
    if (begun || ended) void journal.refresh();
  }, [journal, begun, ended]);

  return wizard;
}
