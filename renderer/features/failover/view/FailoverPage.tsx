import { useEffect, useMemo, type JSX } from 'react';
import type { AnyPreview } from '../../../../shared/plans/any-preview.ts';
import type { ServerId } from '../../../../shared/domain/server.ts';
import { useSignalbox } from '../../../ui/state/signalbox.ts';
import { leaving } from '../../../ui/wizard/model/leaving.ts';
import { useWizard } from '../../../ui/wizard/store/use-wizard.ts';
import type { WizardControl } from '../../../ui/wizard/store/wizard-store.ts';
import { WizardStations, type Ahead } from '../../../ui/wizard/view/WizardStations.tsx';
import { candidateChosen, usualChoice } from '../model/choice.ts';
import { lossCode } from '../model/rehearsed.ts';
import { failoverWizards, type FailoverStore } from '../store/failover-wizard.ts';
import { usePlace, type Place } from '../store/use-place.ts';
import { CandidateStation } from './CandidateStation.tsx';
import { DutyPanel } from './DutyPanel.tsx';
import { EvidenceStation } from './EvidenceStation.tsx';
import { LeftBehindPanel } from './LeftBehindPanel.tsx';
import { LossPanel } from './LossPanel.tsx';

interface FailoverPageProps {
  readonly cluster: string;
  /** A candidate that was chosen elsewhere, e.g. on the map. */
  readonly to: ServerId | null;
}

/** The emergency failover of one cluster: from the evidence that its source is gone to the result. */
export function FailoverPage({ cluster, to }: FailoverPageProps): JSX.Element {
  const store = failoverWizards.of(useSignalbox().bridge, cluster);
  const wizard = useWizard(store, to === null ? null : candidateChosen(usualChoice, to));
  const [place, go] = usePlace(store);
  const control = useControl(store, go);
  const { choice, accepted } = wizard.draft;
  useFreshEvidence(store, to === null);

  const ahead: Ahead = {
    stations: ['evidence', 'candidate'],
    show: (face, checking) => {
      switch (place) {
        case 'evidence':
          return <EvidenceStation face={face} control={control} wizard={checking} onGo={() => go('candidate')} />;
        case 'candidate':
          return <CandidateStation face={face} store={store} wizard={checking} choice={choice} onGo={go} />;
        case 'checks':
          return null;
      }
    },
  };
  const lead = (preview: AnyPreview): JSX.Element | null =>
    preview.kind === 'failover' ? (
      <>
        <LossPanel preview={preview} accepted={accepted} control={control} />
        <LeftBehindPanel preview={preview} />
      </>
    ) : null;
  return (
    <WizardStations
      cluster={cluster}
      kind="failover"
      chosen={choice.to}
      wizard={wizard}
      control={control}
      leaving={{
        left: choice.leaveBehind,
        leave: (server, left) => store.adjust(leaving(store.getState().draft.choice, server, left)),
      }}
      choose={null}
      ahead={ahead}
      names={{ checks: 'Loss and checks' }}
      checks={{ lead, apart: [lossCode], aside: <DutyPanel cluster={cluster} store={store} choice={choice} /> }}
    />
  );
}

/** Back from the checks are the candidates. */
function useControl(store: FailoverStore, go: (place: Place) => void): WizardControl {
  return useMemo(
    () => ({
      ...store,
      back: () => (store.getState().station === 'checks' ? go('candidate') : store.back()),
    }),
    [store, go],
  );
}

/** What was found when the wizard was left is asked again, unless what it opens with is asked anyway. */
function useFreshEvidence(store: FailoverStore, wanted: boolean): void {
  useEffect(() => {
    const wizard = store.getState();
    if (wanted && wizard.station === 'checks' && wizard.preview.kind !== 'asking') store.check();
  }, [store, wanted]);
}
