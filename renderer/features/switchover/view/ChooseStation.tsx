import type { JSX } from 'react';
import { Button } from '../../../ui/controls/Button.tsx';
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { KeyValue } from '../../../ui/layout/KeyValue.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { useWords } from '../../../ui/state/use-words.ts';
import { Age } from '../../../ui/text/Age.tsx';
import { latest } from '../model/asked.ts';
import type { Choosing } from '../model/wizard.ts';
import type { WizardStore } from '../store/wizard-store.ts';
import { CandidateRow } from './CandidateRow.tsx';
import { useSubject } from './use-subject.ts';
import { Waiting } from './Waiting.tsx';
import { WizardFrame } from './WizardFrame.tsx';
import classes from './wizard.module.css';

interface StationProps {
  readonly cluster: string;
  readonly store: WizardStore;
  readonly wizard: Choosing;
}

/** Every replica as a candidate, with why it can or can't. */
export function ChooseStation({ cluster, store, wizard }: StationProps): JSX.Element {
  const subject = useSubject(cluster);
  const { to } = wizard.draft;
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
    <WizardFrame
      cluster={cluster}
      station="choose"
      source={sourceOf(subject)}
      candidate={to}
      aside={<ChooseAside cluster={cluster} wizard={wizard} />}
      footer={footer}
    >
      <Candidates cluster={cluster} store={store} wizard={wizard} />
    </WizardFrame>
  );
}

function Candidates({ cluster, store, wizard }: StationProps): JSX.Element {
  const subject = useSubject(cluster);
  const words = useWords();
  const { candidates, draft } = wizard;
  const known = latest(candidates);
  return (
    <>
      <h2 className={classes['question']}>{words('Which {replica} becomes the {source}?')}</h2>
      {candidates.kind === 'failed' && (
        <ErrorNotice
          error={candidates.error}
          actions={<Button onClick={() => void store.open(null)}>Try again</Button>}
        />
      )}
      {known === null && candidates.kind === 'asking' && (
        <Waiting>{words('Reading every {replica}, to say which can take over…')}</Waiting>
      )}
      {known?.length === 0 && (
        <EmptyState icon="server" title={words('No {replica} was found')}>
          {words('A switchover needs a {replica} that can take over. Look at the map: is one unreachable?')}
        </EmptyState>
      )}
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
              chosen={draft.to === candidate.server}
              onChoose={() => store.choose(candidate.server)}
            />
          ))}
        </div>
      )}
    </>
  );
}

function ChooseAside({ cluster, wizard }: Pick<StationProps, 'cluster' | 'wizard'>): JSX.Element {
  const subject = useSubject(cluster);
  const words = useWords();
  const source = sourceOf(subject);
  const { candidates } = wizard;
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
            ['Candidates read', candidates.kind === 'answered' ? <Age at={candidates.at} /> : null],
          ]}
        />
      </Panel>
    </>
  );
}

function sourceOf(subject: ReturnType<typeof useSubject>): string | null {
  return subject.servers.find((server) => server.role === 'source')?.id ?? null;
}
