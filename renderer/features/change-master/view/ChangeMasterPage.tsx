import type { JSX } from 'react';
import type { ServerId } from '../../../../shared/domain/server.ts';
import { useSignalbox } from '../../../ui/state/signalbox.ts';
import { useWizard } from '../../../ui/wizard/store/use-wizard.ts';
import { WizardStations } from '../../../ui/wizard/view/WizardStations.tsx';
import { noChoice } from '../model/choice.ts';
import { changeMasterWizards } from '../store/change-master-wizard.ts';
import { ChooseStation } from './ChooseStation.tsx';

interface ChangeMasterPageProps {
  readonly cluster: string;
  /** What was chosen elsewhere: in the server panel, or by dragging on the map. */
  readonly replica: ServerId | null;
  readonly to: string | null;
}

/** Pointing a replica elsewhere, or at the same server by another way. */
export function ChangeMasterPage({ cluster, replica, to }: ChangeMasterPageProps): JSX.Element {
  const store = changeMasterWizards.of(useSignalbox().bridge, cluster);
  const asked = replica === null ? null : { ...noChoice, replica, to: to ?? '' };
  const wizard = useWizard(store, asked);
  const { choice } = wizard.draft;
  const target = choice.to.trim();
  return (
    <WizardStations
      cluster={cluster}
      kind="change-master"
      chosen={choice.replica === null ? null : target === '' ? choice.replica : `${choice.replica} follows ${target}`}
      wizard={wizard}
      control={store}
      leaving={null}
      choose={(face) => <ChooseStation face={face} store={store} choice={choice} />}
    />
  );
}
