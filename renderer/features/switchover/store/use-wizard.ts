import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { ServerId } from '../../../../shared/domain/server.ts';
import type { Bridge } from '../../../../shared/ipc/bridge.ts';
import { useSignalbox } from '../../../ui/state/signalbox.ts';
import type { Wizard } from '../model/wizard.ts';
import { createWizardStore } from './wizard-store.ts';
import type { WizardStore } from './wizard-store.ts';

/** One wizard a cluster for each bridge, so that leaving the screen loses nothing. */
const wizards = new WeakMap<Bridge, Map<string, WizardStore>>();

function wizardOf(bridge: Bridge, cluster: string): WizardStore {
  const ofBridge = wizards.get(bridge) ?? new Map<string, WizardStore>();
  wizards.set(bridge, ofBridge);
  const wizard = ofBridge.get(cluster) ?? createWizardStore(bridge, cluster, Date.now);
  ofBridge.set(cluster, wizard);
  return wizard;
}

/** The cluster's wizard, opened at this candidate if one is named. */
export function useWizard(
  cluster: string,
  to: ServerId | null,
): { readonly store: WizardStore; readonly wizard: Wizard } {
  const { bridge, journal } = useSignalbox();
  const store = wizardOf(bridge, cluster);
  const wizard = useStore(store);
  const begun = wizard.station === 'run' && wizard.run.operation !== null;
  const ended = wizard.station === 'done';

  useEffect(() => void store.open(to), [store, to]);
  useEffect(() => {
    if (begun || ended) void journal.refresh();
  }, [journal, begun, ended]);

  return { store, wizard };
}
