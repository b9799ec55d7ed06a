import type { JSX } from 'react';
import type { ServerId } from '../../../../shared/domain/server.ts';
import { useSignalbox } from '../../../ui/state/signalbox.ts';
import { useWizard } from '../../../ui/wizard/store/use-wizard.ts';
import { WizardStations } from '../../../ui/wizard/view/WizardStations.tsx';
import { noChoice } from '../model/choice.ts';
import { putBackWizards } from '../store/put-back-wizard.ts';
import { ChooseStation } from './ChooseStation.tsx';

interface PutBackPageProps {
  readonly cluster: string;
  /** Whose records are offered. */
  readonly server: ServerId | null;
  /** A record that was chosen elsewhere: in the journal, or by a finding. */
  readonly record: string | null;
  readonly channel: string | null;
}

/** Putting a replica back where a record says it stood. */
export function PutBackPage({ cluster, server, record, channel }: PutBackPageProps): JSX.Element {
  const store = putBackWizards.of(useSignalbox().bridge, cluster);
  const asked = server === null && record === null ? null : { ...noChoice, server, record, channel };
  const wizard = useWizard(store, asked);
  const { choice } = wizard.draft;
  return (
    <WizardStations
      cluster={cluster}
      kind="put-back"
      chosen={choice.server}
      wizard={wizard}
      control={store}
      leaving={null}
      choose={(face) => <ChooseStation face={face} store={store} choice={choice} />}
    />
  );
}
