import { useEffect, useRef, useState, type JSX } from 'react';
import type { StepView } from '../../../shared/plans/outcome.ts';
import { classNames } from '../class-names.ts';
import { useSaid } from '../state/use-said.ts';
import { durationText } from '../text/age.ts';
import { Sql } from '../text/Sql.tsx';
import { HookProgram } from './HookProgram.tsx';
import classes from './lever.module.css';
import { promisesOf, undoReason } from './lever-rows.ts';
import type { LeverRow } from './lever-rows.ts';
import type { LeverFrameProps } from './LeverFrame.tsx';
import { placeOf } from './step-place.ts';
import { lookOf } from './step-state.ts';
import { StepShape } from './StepShape.tsx';

type LeverStepProps = Pick<LeverFrameProps, 'shows' | 'name' | 'everyone'> & { readonly row: LeverRow };

/** One lever: its number, server, title and statements; at the right what it promises or what became of it. */
export function LeverStep({ row, shows, name, everyone }: LeverStepProps): JSX.Element {
  const { step, number } = row;
  const where = placeOf(step, name, everyone);
  const alive = shows === 'run' && (step.state === 'running' || step.state === 'undoing');
  const self = useRef<HTMLLIElement>(null);

  useEffect(() => {
    if (alive) self.current?.scrollIntoView({ block: 'nearest' });
  }, [alive]);

  return (
    <li
      ref={self}
      className={classNames(
        classes['step'],
        number % 2 === 1 && classes['striped'],
        shows !== 'plan' && classes[step.state],
      )}
      aria-current={alive ? 'step' : undefined}
    >
      <span className={classes['number']}>{number}</span>
      <span className={classes['server']} title={step.server ?? undefined}>
        {where}
      </span>
      <StepBody row={row} shows={shows} where={where} />
      {shows === 'plan' ? <StepPromises row={row} /> : <StepResult row={row} ended={shows === 'report'} />}
    </li>
  );
}

interface StepBodyProps extends Pick<LeverStepProps, 'row' | 'shows'> {
  readonly where: string;
}

/** Title and statements; opened, also why the step is there and how exactly it is undone. */
function StepBody({ row, shows, where }: StepBodyProps): JSX.Element {
  const said = useSaid();
  const [open, setOpen] = useState(false);
  const { step } = row;
  const more = step.why !== '' || step.undoStatements.length > 0 || undoReason(step) !== '';
  return (
    <div className={classes['what']}>
      {more ? (
        <button
          type="button"
          className={classNames(classes['title'], classes['opens'])}
          aria-expanded={open}
          title={said(step.why)}
          onClick={() => setOpen(!open)}
        >
          {said(step.title)}
        </button>
      ) : (
        <span className={classes['title']}>{said(step.title)}</span>
      )}
      {open && step.why !== '' && <p className={classes['why']}>{said(step.why)}</p>}
      {step.statements.length > 0 && <Sql statements={step.statements} what={`statements on ${where}`} />}
      {step.hook !== undefined && <HookProgram hook={step.hook} open={open} />}
      {open && <StepUndo step={step} where={where} />}
      {step.detail !== null && shows !== 'plan' && <p className={classes['detail']}>{said(step.detail)}</p>}
    </div>
  );
}

function StepUndo({ step, where }: { readonly step: StepView; readonly where: string }): JSX.Element | null {
  const said = useSaid();
  if (step.undoStatements.length === 0) {
    const reason = undoReason(step);
    return reason === '' ? null : <p className={classes['why']}>{said(reason)}</p>;
  }
  return (
    <div className={classes['undo']}>
      <span>Undo: {said(step.undo)}</span>
      <Sql statements={step.undoStatements} what={`undo on ${where}`} />
    </div>
  );
}

function StepPromises({ row }: { readonly row: LeverRow }): JSX.Element {
  const said = useSaid();
  return (
    <ul className={classes['promises']}>
      {promisesOf(row.step).map((promise) => (
        <li key={promise} className={promise.startsWith('writes ') ? classes['mark'] : undefined}>
          {said(promise)}
        </li>
      ))}
    </ul>
  );
}

function StepResult({ row, ended }: { readonly row: LeverRow; readonly ended: boolean }): JSX.Element {
  const { step } = row;
  const look = lookOf(step.state, ended);
  return (
    <div className={classes['result']}>
      {step.ms !== null && <span className={classes['time']}>{durationText(step.ms)}</span>}
      <span className={classNames(classes['state'], classes[look.tone])}>
        <StepShape shape={look.shape} />
        {look.word}
      </span>
    </div>
  );
}
