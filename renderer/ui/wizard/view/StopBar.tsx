import type { JSX } from 'react';
import { Button } from '../../controls/Button.tsx';
import { useAction } from '../../state/use-action.ts';
import { useSaid } from '../../state/use-said.ts';
import { isPastLine } from '../model/run.ts';
import type { Running } from '../model/operation-in-sight.ts';
import type { RunControl } from '../store/run-control.ts';
import classes from './wizard.module.css';

interface StopBarProps {
  readonly control: RunControl;
  readonly running: Running;
}

/** Stops the running operation, saying what that means at this point. */
export function StopBar({ control, running }: StopBarProps): JSX.Element {
  const said = useSaid();
  const stop = useAction(() => control.stop());
  const { run, plan, stopping } = running;
  const past = isPastLine(run.steps, plan.line?.beforeStep ?? null);
  return (
    <>
      <span className={classes['prose']}>It runs on in Signalbox itself: this page can be left and returned to.</span>
      <span className={classes['spring']} />
      {stop.error !== null && (
        <span role="alert" className={classes['because']}>
          {said(stop.error.message)}
        </span>
      )}
      <Button
        kind="danger"
        icon="stop"
        busy={stopping}
        onClick={() => stop.run()}
        disabledBecause={whyNot(running, past)}
      >
        {stopping ? 'Stopping…' : 'Stop and undo'}
      </Button>
    </>
  );
}

function whyNot({ run }: Running, past: boolean): string | null {
  if (run.operation === null) return 'It has not begun yet';
  if (run.undoing !== null) return 'It is being undone already';
  return past ? 'The red line is passed: it goes forward' : null;
}
