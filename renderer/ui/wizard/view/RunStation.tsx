import type { JSX } from 'react';
import { LinkButton } from '../../controls/Button.tsx';
import { ErrorNotice } from '../../feedback/ErrorNotice.tsx';
import { LeverFrame } from '../../lever/LeverFrame.tsx';
import { paths } from '../../route/paths.ts';
import { useSaid } from '../../state/use-said.ts';
import type { Running } from '../model/operation-in-sight.ts';
import type { RunControl } from '../store/run-control.ts';
import { QuestionCard } from './QuestionCard.tsx';
import { RunAside } from './RunAside.tsx';
import { StopBar } from './StopBar.tsx';
import { useSubject } from './use-subject.ts';
import { Waiting } from './Waiting.tsx';
import { WizardFrame } from './WizardFrame.tsx';
import type { Face } from './WizardStations.tsx';
import classes from './wizard.module.css';

interface RunStationProps {
  readonly face: Face;
  readonly control: RunControl;
  readonly running: Running;
}

/** The plan's column filling in while it runs; questions are answered here, and it can be stopped. */
export function RunStation({ face, control, running }: RunStationProps): JSX.Element {
  const subject = useSubject(face.cluster);
  const { run, plan, lost } = running;
  return (
    <WizardFrame
      {...face}
      station="run"
      aside={<RunAside running={running} />}
      footer={<StopBar control={control} running={running} />}
    >
      <div className={classes['notices']}>
        {lost !== null && <Lost operation={run.operation} error={lost} />}
        {run.undoing !== null && <Undoing because={run.undoing} />}
        {run.question !== null && <QuestionCard key={run.question.step} question={run.question} control={control} />}
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
