import type { JSX } from 'react';
import type { ServerId } from '../../../../shared/domain/server.ts';
import { useSignalbox } from '../../../ui/state/signalbox.ts';
import { leaving } from '../../../ui/wizard/model/leaving.ts';
import { useWizard } from '../../../ui/wizard/store/use-wizard.ts';
import { WizardStations } from '../../../ui/wizard/view/WizardStations.tsx';
import { candidateChosen } from '../model/choice.ts';
import { switchoverWizards } from '../store/switchover-wizard.ts';
import { ChooseStation } from './ChooseStation.tsx';

interface SwitchoverPageProps {
  readonly cluster: string;
  /** A candidate that was chosen elsewhere, e.g. on the map. */
  readonly to: ServerId | null;
}

/** The switchover of one cluster, from the choice of a candidate to the result. */
export function SwitchoverPage({ cluster, to }: SwitchoverPageProps): JSX.Element {
  const store = switchoverWizards.of(useSignalbox().bridge, cluster);
  const wizard = useWizard(store, to === null ? null : candidateChosen(to));
  const { choice } = wizard.draft;
  return (
    <WizardStations
      cluster={cluster}
      kind="switchover"
      chosen={choice.to}
      wizard={wizard}
      control={store}
      leaving={{
        left: choice.leaveBehind,
        leave: (server, left) => store.adjust(leaving(store.getState().draft.choice, server, left)),
      }}
      choose={(face) => <ChooseStation face={face} store={store} choice={choice} />}
    />
  );
}
