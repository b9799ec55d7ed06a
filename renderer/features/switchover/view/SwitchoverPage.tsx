import type { JSX } from 'react';
import type { ServerId } from '../../../../shared/domain/server.ts';
import { useWizard } from '../store/use-wizard.ts';
import { ChecksStation } from './ChecksStation.tsx';
import { ChooseStation } from './ChooseStation.tsx';
import { DoneStation } from './DoneStation.tsx';
import { PlanStation } from './PlanStation.tsx';
import { RunStation } from './RunStation.tsx';

interface SwitchoverPageProps {
  readonly cluster: string;
  /** A candidate that was chosen elsewhere, e.g. on the map. */
  readonly to: ServerId | null;
}

/** The switchover of one cluster, from the choice of a candidate to the result. */
export function SwitchoverPage({ cluster, to }: SwitchoverPageProps): JSX.Element {
  const { store, wizard } = useWizard(cluster, to);
  switch (wizard.station) {
    case 'choose':
      return <ChooseStation cluster={cluster} store={store} wizard={wizard} />;
    case 'checks':
      return <ChecksStation cluster={cluster} store={store} wizard={wizard} />;
    case 'plan':
      return <PlanStation cluster={cluster} store={store} wizard={wizard} />;
    case 'run':
      return <RunStation cluster={cluster} store={store} wizard={wizard} />;
    case 'done':
      return <DoneStation cluster={cluster} store={store} wizard={wizard} />;
  }
}
