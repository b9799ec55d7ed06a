import type { JSX } from 'react';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { LeverFrame } from '../../../ui/lever/LeverFrame.tsx';
import { LinkButton } from '../../../ui/controls/Button.tsx';
import { paths } from '../../../ui/route/paths.ts';
import { useSaid } from '../../../ui/state/use-said.ts';
import type { Running } from '../model/wizard.ts';
import type { WizardStore } from '../store/wizard-store.ts';
import { QuestionCard } from './QuestionCard.tsx';
import { RunAside } from './RunAside.tsx';
import { StopBar } from './StopBar.tsx';
import { useSubject } from './use-subject.ts';
import { Waiting } from './Waiting.tsx';
import { WizardFrame } from './WizardFrame.tsx';
import classes from './wizard.module.css';

interface RunStationProps {
  readonly cluster: string;
  readonly store: WizardStore;
  readonly wizard: Running;
}

/** The plan's column filling in while it runs; questions are answered here, and it can be stopped. */
export function RunStation({ cluster, store, wizard }: RunStationProps): JSX.Element {
  const subject = useSubject(cluster);
  const { run, plan, lost } = wizard;
  return (
    <WizardFrame
      cluster={cluster}
      station="run"
      source={plan.source}
      candidate={plan.candidate}
      aside={<RunAside wizard={wizard} />}
      footer={<StopBar store={store} wizard={wizard} />}
    >
      <div className={classes['notices']}>
        {lost !== null && <Lost operation={run.operation} error={lost} />}
        {run.undoing !== null && <Undoing because={run.undoing} />}
        {run.question !== null && <QuestionCard key={run.question.step} question={run.question} store={store} />}
      </div>
      {run.steps.length === 0 && lost === null && <Waiting>Returning to the running operation…</Waiting>}
      <LeverFrame steps={run.steps} line={plan.line} shows="run" name={subject.name} everyone={subject.everyone} />
    </WizardFrame>
  );
}

function Lost({
  operation,
  error,
}: {
  readonly operation: string | null;
  readonly error: NonNullable<Running['lost']>;
}) {
  const actions =
    operation === null ? undefined : <LinkButton href={paths.journalEntry(operation)}>Look in the journal</LinkButton>;
  return <ErrorNotice error={error} actions={actions} />;
}

function Undoing({ because }: { readonly because: string }): JSX.Element {
  const said = useSaid();
  return (
    <p className={classes['undoing']} role="alert">
      <b>Being undone.</b> {said(because)}
    </p>
  );
}
