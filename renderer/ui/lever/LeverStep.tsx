import { useEffect, useRef, type JSX } from 'react';
import type { StepView } from '../../../shared/plans/outcome.ts';
import { classNames } from '../class-names.ts';
import { useSaid } from '../state/use-said.ts';
import { durationText } from '../text/age.ts';
import { Sql } from '../text/Sql.tsx';
import classes from './lever.module.css';
import { promisesOf, undoReason } from './lever-rows.ts';
import type { LeverRow } from './lever-rows.ts';
import type { LeverFrameProps } from './LeverFrame.tsx';
import { stateLooks } from './step-state.ts';
import { StepShape } from './StepShape.tsx';

type LeverStepProps = Pick<LeverFrameProps, 'shows' | 'name' | 'everyone'> & { readonly row: LeverRow };

/** One lever: its number, server, title and statements; at the right what it promises or what became of it. */
export function LeverStep({ row, shows, name, everyone }: LeverStepProps): JSX.Element {
  const said = useSaid();
  const { step, number } = row;
  const where = step.server === null ? everyone : name(step.server);
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
        shows === 'run' && classes[step.state],
      )}
      aria-current={alive ? 'step' : undefined}
    >
      <span className={classes['number']}>{number}</span>
      <span className={classes['server']} title={step.server ?? undefined}>
        {where}
      </span>
      <div className={classes['what']}>
        <StepTitle step={step} where={where} />
        {step.statements.length > 0 && <Sql statements={step.statements} what={`statements on ${where}`} />}
        {step.detail !== null && shows === 'run' && <p className={classes['detail']}>{said(step.detail)}</p>}
      </div>
      {shows === 'run' ? <StepResult row={row} /> : <StepPromises row={row} />}
    </li>
  );
}

interface StepTitleProps {
  readonly step: StepView;
  readonly where: string;
}

/** The title; opened, why the step is there and how exactly it is undone. */
function StepTitle({ step, where }: StepTitleProps): JSX.Element {
  const said = useSaid();
  const undo = said(undoReason(step));
  if (step.why === '' && undo === '' && step.undoStatements.length === 0) {
    return <span className={classes['title']}>{said(step.title)}</span>;
  }
  return (
    <details className={classes['why']}>
      <summary title={said(step.why)}>{said(step.title)}</summary>
      {step.why !== '' && <p>{said(step.why)}</p>}
      {undo !== '' && <p>{undo}</p>}
      {step.undoStatements.length > 0 && (
        <div className={classes['undo']}>
          <span>{said(step.undo)}</span>
          <Sql statements={step.undoStatements} what={`undo on ${where}`} />
        </div>
      )}
    </details>
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

function StepResult({ row }: { readonly row: LeverRow }): JSX.Element {
  const { step } = row;
  const look = stateLooks[step.state];
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
