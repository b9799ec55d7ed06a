import type { JSX } from 'react';
import { useSignalbox } from '../../../ui/state/signalbox.ts';
import { useServerNames } from '../../../ui/state/use-server-names.ts';
import { useWizard } from '../../../ui/wizard/store/use-wizard.ts';
import { WizardStations } from '../../../ui/wizard/view/WizardStations.tsx';
import { choiceOf, type AskedAttach } from '../model/choice.ts';
import { attachWizards } from '../store/attach-wizard.ts';
import { ChooseStation } from './ChooseStation.tsx';

interface AttachPageProps {
  readonly cluster: string;
  readonly asked: AskedAttach;
}

/** Making a server that was filled from a dump a replica. */
export function AttachPage({ cluster, asked }: AttachPageProps): JSX.Element {
  const store = attachWizards.of(useSignalbox().bridge, cluster);
  const name = useServerNames();
  const wizard = useWizard(store, choiceOf(asked));
  const { choice } = wizard.draft;
  const server = choice.server.trim();
  return (
    <WizardStations
      cluster={cluster}
      kind="attach"
      chosen={server === '' ? null : choice.to === null ? name(server) : `${name(server)} to ${name(choice.to)}`}
      wizard={wizard}
      control={store}
      leaving={null}
      choose={(face) => <ChooseStation face={face} store={store} choice={choice} />}
    />
  );
}
