import type { JSX } from 'react';
import { useStore } from 'zustand';
import { LinkButton, Button } from '../../ui/controls/Button.tsx';
import { EmptyState } from '../../ui/feedback/EmptyState.tsx';
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx';
import { paths } from '../../ui/route/paths.ts';
import { useSignalbox } from '../../ui/state/signalbox.ts';
import { MapView } from './MapView.tsx';
import { mapStateOf } from './model/map-state.ts';
import { PasswordForm } from './states/PasswordForm.tsx';
import { Reading } from './states/Reading.tsx';

interface MapScreenProps {
  readonly cluster: string;
  /** Server to select, from the address. */
  readonly server: string | null;
}

/** The picture of one cluster with what is wrong with it, or why there is no picture. */
export function MapScreen({ cluster, server }: MapScreenProps): JSX.Element {
  const { session, topology } = useSignalbox();
  const state = mapStateOf(cluster, useStore(session), useStore(topology));
  switch (state.kind) {
    case 'connecting':
      return <Reading title="Connecting to Signalbox’s engine" seeds={[]} />;
    case 'failed':
      return (
        <EmptyState icon="warning" title="The clusters can’t be listed">
          <ErrorNotice
            error={state.error}
            actions={<Button onClick={() => void session.refresh()}>Try again</Button>}
          />
        </EmptyState>
      );
    case 'unknown-cluster':
      return (
        <EmptyState
          icon="search"
          title={`There is no cluster “${cluster}”`}
          actions={<LinkButton href={paths.start()}>Back to the map</LinkButton>}
        >
          It may have been removed from the configuration.
        </EmptyState>
      );
    case 'password-needed':
      return <PasswordForm key={cluster} cluster={state.cluster} />;
    case 'reading':
      return <Reading title={`Asking the servers of ${state.cluster.label}`} seeds={state.cluster.seeds} />;
    case 'unwatched':
      return (
        <EmptyState
          icon="unplugged"
          title={`${state.cluster.label} can’t be watched`}
          actions={
            <>
              <Button onClick={() => topology.watch(cluster)}>Try again</Button>
              <LinkButton kind="ghost" href={paths.editCluster(cluster)}>
                Edit its settings
              </LinkButton>
            </>
          }
        >
          {state.error.message}
        </EmptyState>
      );
    case 'seen':
      return <MapView key={cluster} cluster={state.cluster} topology={state.topology} asked={server} />;
  }
}
