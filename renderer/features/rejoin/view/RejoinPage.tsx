import { useEffect, type JSX } from 'react';
import type { ServerId } from '../../../../shared/domain/server.ts';
import { useSignalbox } from '../../../ui/state/signalbox.ts';
import { useServerNames } from '../../../ui/state/use-server-names.ts';
import { rejoinSource } from '../../../ui/topology/rejoin-source.ts';
import { useWizard } from '../../../ui/wizard/store/use-wizard.ts';
import { WizardStations } from '../../../ui/wizard/view/WizardStations.tsx';
import { rejoinWizardOf, type RejoinStore } from '../store/rejoin-wizard.ts';

interface RejoinPageProps {
  readonly cluster: string;
  /** The old source that is back. */
  readonly server: ServerId;
}

/** Letting an old source follow the new one, from the proof that it has nothing of its own to the result. */
export function RejoinPage({ cluster, server }: RejoinPageProps): JSX.Element {
  const store = rejoinWizardOf(useSignalbox().bridge, cluster, server);
  const name = useServerNames();
  const wizard = useWizard(store, null);
  useFreshChecks(store, server);
  return (
    <WizardStations
      cluster={cluster}
      kind="rejoin"
      chosen={name(server)}
      wizard={wizard}
      control={store}
      leaving={null}
      choose={null}
    />
  );
}

/** What was found when the wizard was left is asked again; a result of before the server was replaced anew is gone. */
function useFreshChecks(store: RejoinStore, server: ServerId): void {
  const { topology } = useSignalbox();
  useEffect(() => {
    const wizard = store.getState();
    if (wizard.station === 'checks' && wizard.preview.kind !== 'asking') store.check();
    if (wizard.station !== 'done') return;
    const servers = topology.getState().topology?.servers ?? [];
    const view = servers.find(({ id }) => id === server);
    if (view === undefined || rejoinSource(servers, view) === null) return;
    store.startOver();
    void store.open(null);
  }, [store, topology, server]);
}
