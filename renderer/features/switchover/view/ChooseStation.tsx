import { useEffect, type JSX } from 'react';
import { Button, LinkButton } from '../../../ui/controls/Button.tsx';
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { KeyValue } from '../../../ui/layout/KeyValue.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { valueOf } from '../../../ui/loaded.ts';
import { paths } from '../../../ui/route/paths.ts';
import { goneSource } from '../../../ui/topology/gone-source.ts';
import { useBridgeCall } from '../../../ui/state/use-bridge-call.ts';
import type { BridgeCall } from '../../../ui/state/use-bridge-call.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import { useSubject } from '../../../ui/wizard/view/use-subject.ts';
import { Waiting } from '../../../ui/wizard/view/Waiting.tsx';
import { WizardFrame } from '../../../ui/wizard/view/WizardFrame.tsx';
import type { Face } from '../../../ui/wizard/view/WizardStations.tsx';
import classes from '../../../ui/wizard/view/wizard.module.css';
import type { CandidateView } from '../../../../shared/plans/switchover-view.ts';
import { candidateChosen } from '../model/choice.ts';
import type { SwitchoverChoice } from '../model/choice.ts';
import type { SwitchoverStore } from '../store/switchover-wizard.ts';
import { CandidateRow } from './CandidateRow.tsx';

interface StationProps {
  readonly face: Face;
  readonly store: SwitchoverStore;
  readonly choice: SwitchoverChoice;
}

type Candidates = BridgeCall<readonly CandidateView[]>;

/** Every replica as a candidate, with why it can or can't. */
export function ChooseStation({ face, store, choice }: StationProps): JSX.Element {
  const { cluster } = face;
  const subject = useSubject(cluster);
  const candidates = useBridgeCall('switchover.candidates', { cluster });
  const best = valueOf(candidates.result)?.find((candidate) => candidate.verdict === 'best')?.server ?? null;
  const { to } = choice;
  useEffect(() => {
    if (to === null && best !== null) store.choose(candidateChosen(best));
  }, [store, to, best]);
  const footer = (
    <>
      <span className={classes['spring']} />
      <Button
        kind="primary"
        onClick={() => store.check()}
        disabledBecause={to === null ? 'Choose a candidate first' : null}
      >
        {to === null ? 'Check the candidate' : `Check ${subject.name(to)}`}
      </Button>
    </>
  );
  return (
    <WizardFrame {...face} station="choose" aside={<ChooseAside cluster={cluster} />} footer={footer}>
      <CandidateList cluster={cluster} store={store} choice={choice} candidates={candidates} />
    </WizardFrame>
  );
}

interface CandidateListProps extends Pick<StationProps, 'store' | 'choice'> {
  readonly cluster: string;
  readonly candidates: Candidates;
}

function CandidateList({ cluster, store, choice, candidates }: CandidateListProps): JSX.Element {
  const subject = useSubject(cluster);
  const words = useWords();
  const { result, reload } = candidates;
  const known = valueOf(result);
  return (
    <>
      <h2 className={classes['question']}>{words('Which {replica} becomes the {source}?')}</h2>
      {result.kind === 'failed' && (
        <ErrorNotice error={result.error} actions={<Button onClick={reload}>Try again</Button>} />
      )}
      {result.kind === 'loading' && <Waiting>{words('Reading every {replica}, to say which can take over…')}</Waiting>}
      {known?.length === 0 && (
        <EmptyState icon="server" title={words('No {replica} was found')}>
          {words('A switchover needs a {replica} that can take over. Look at the map: is one unreachable?')}
        </EmptyState>
      )}
      {goneSource(subject.servers) !== null && <GoneHint cluster={cluster} />}
      {known !== null && known.length > 0 && known.every((candidate) => candidate.verdict === 'blocked') && (
        <p className={classes['hint']}>
          None can take over as things are. Choose one to see what blocks it, the cure, and whom you could leave behind.
        </p>
      )}
      {known !== null && known.length > 0 && (
        <div role="radiogroup" aria-label="Candidates" className={classes['candidates']}>
          {known.map((candidate) => (
            <CandidateRow
              key={candidate.server}
              candidate={candidate}
              name={subject.name(candidate.server)}
              server={subject.servers.find((one) => one.id === candidate.server) ?? null}
              chosen={choice.to === candidate.server}
              onChoose={() => store.choose(candidateChosen(candidate.server))}
            />
          ))}
        </div>
      )}
    </>
  );
}

/** A switchover needs the source; without it, the way on is another wizard. */
function GoneHint({ cluster }: { readonly cluster: string }): JSX.Element {
  const words = useWords();
  return (
    <p className={classes['elsewhere']} role="status">
      <span>{words('The {source} does not answer: if it is gone, this is a failover.')}</span>
      <LinkButton icon="takeover" href={paths.failover(cluster)}>
        Fail over…
      </LinkButton>
    </p>
  );
}

function ChooseAside({ cluster }: { readonly cluster: string }): JSX.Element {
  const subject = useSubject(cluster);
  const words = useWords();
  const source = subject.servers.find((server) => server.role === 'source')?.id ?? null;
  return (
    <>
      <Panel title="What this does">
        <p className={classes['prose']}>
          {words(
            'A {replica} takes the place of the {source}, without losing a write that was acknowledged. Nothing is changed before you have seen every statement and confirmed.',
          )}
        </p>
      </Panel>
      <Panel title="Now">
        <KeyValue
          rows={[
            [words('{Source}'), source === null ? 'not found' : subject.name(source)],
            ['Servers', String(subject.servers.length)],
          ]}
        />
      </Panel>
    </>
  );
}
