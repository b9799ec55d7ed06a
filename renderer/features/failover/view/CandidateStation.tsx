import type { JSX } from 'react';
import type { FailoverPreview } from '../../../../shared/plans/failover-view.ts';
import { Button } from '../../../ui/controls/Button.tsx';
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { cureInWindow } from '../../../ui/lever/cure-text.ts';
import { useSaid } from '../../../ui/state/use-said.ts';
import { useServerNames } from '../../../ui/state/use-server-names.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import type { Checking } from '../../../ui/wizard/model/wizard.ts';
import { leaving } from '../../../ui/wizard/model/leaving.ts';
import wizardClasses from '../../../ui/wizard/view/wizard.module.css';
import { Waiting } from '../../../ui/wizard/view/Waiting.tsx';
import { WizardFrame } from '../../../ui/wizard/view/WizardFrame.tsx';
import type { Face } from '../../../ui/wizard/view/WizardStations.tsx';
import { bestOf, candidateLook } from '../model/candidate-look.ts';
import { candidateChosen, type FailoverChoice } from '../model/choice.ts';
import { nobodyGuardOf, rehearsedIn } from '../model/rehearsed.ts';
import type { FailoverStore } from '../store/failover-wizard.ts';
import type { Place } from '../store/use-place.ts';
import { CandidateAside } from './CandidateAside.tsx';
import { CandidateRow } from './CandidateRow.tsx';

interface StationProps {
  readonly face: Face;
  readonly store: FailoverStore;
  readonly wizard: Checking<unknown>;
  readonly choice: FailoverChoice;
  readonly onGo: (place: Place) => void;
}

/** Who takes over: every replica ranked, what it has and lacks, and why it lost. Another choice is rehearsed at once. */
export function CandidateStation({ face, store, wizard, choice, onGo }: StationProps): JSX.Element {
  const words = useWords();
  const name = useServerNames();
  const { preview: asked } = wizard;
  const preview = rehearsedIn(wizard);
  const chosen = choice.to ?? preview?.candidate ?? null;
  const footer = (
    <>
      <Button kind="ghost" onClick={() => onGo('evidence')}>
        Back
      </Button>
      <span className={wizardClasses['spring']} />
      {chosen === null ? (
        <Button kind="primary" busy={asked.kind === 'asking'} onClick={() => store.check()}>
          Check again
        </Button>
      ) : (
        <Button
          kind="primary"
          busy={asked.kind === 'asking'}
          disabledBecause={asked.kind === 'failed' ? 'Check again first' : null}
          onClick={() => onGo('checks')}
        >
          Check {name(chosen)}
        </Button>
      )}
    </>
  );
  return (
    <WizardFrame
      {...face}
      station="candidate"
      aside={<CandidateAside store={store} wizard={wizard} preview={preview} />}
      footer={footer}
    >
      <h2 className={wizardClasses['question']}>{words('Which {replica} takes over?')}</h2>
      <div className={wizardClasses['notices']}>
        {asked.kind === 'failed' && (
          <ErrorNotice error={asked.error} actions={<Button onClick={() => store.check()}>Check again</Button>} />
        )}
        {asked.kind === 'asking' && chosen !== null && (
          <Waiting>{words(`Asking everything again, with ${name(chosen)} as the next {source}…`)}</Waiting>
        )}
      </div>
      {preview !== null &&
        (preview.candidates.length === 0 ? (
          <Nobody preview={preview} />
        ) : (
          <Candidates preview={preview} store={store} choice={choice} chosen={chosen} />
        ))}
    </WizardFrame>
  );
}

interface CandidatesProps extends Pick<StationProps, 'store' | 'choice'> {
  readonly preview: FailoverPreview;
  readonly chosen: string | null;
}

function Candidates({ preview, store, choice, chosen }: CandidatesProps): JSX.Element {
  const name = useServerNames();
  const { candidates } = preview;
  const best = bestOf(candidates);
  return (
    <>
      {best === null && (
        <p className={wizardClasses['hint']}>
          None can take over as things are. Choose one to see what blocks it, and the cure.
        </p>
      )}
      <div role="radiogroup" aria-label="Candidates" className={wizardClasses['candidates']}>
        {candidates.map((candidate) => (
          <CandidateRow
            key={candidate.server}
            candidate={candidate}
            name={name(candidate.server)}
            look={candidateLook(candidate, best)}
            chosen={candidate.server === chosen}
            left={choice.leaveBehind.includes(candidate.server)}
            onChoose={() => store.adjust(candidateChosen(choice, candidate.server))}
            onLeave={(left) => store.adjust(leaving(choice, candidate.server, left))}
          />
        ))}
      </div>
    </>
  );
}

/** Nobody can take over, and what would change that. */
function Nobody({ preview }: { readonly preview: FailoverPreview }): JSX.Element {
  const said = useSaid();
  const guard = nobodyGuardOf(preview);
  return (
    <EmptyState icon="server" title="Nobody can take over">
      {said(guard?.message ?? 'No {replica} that answers was found.')} {said(cureInWindow(guard?.cure ?? ''))}
    </EmptyState>
  );
}
