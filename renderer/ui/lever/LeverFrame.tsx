import type { JSX } from 'react';
import type { StepView } from '../../../shared/plans/outcome.ts';
import { useSaid } from '../state/use-said.ts';
import classes from './lever.module.css';
import { LeverStep } from './LeverStep.tsx';
import { leverItems } from './lever-rows.ts';
import type { LeverLine } from './lever-rows.ts';

export interface LeverFrameProps {
  readonly steps: readonly StepView[];
  readonly line: LeverLine | null;
  /** `plan`: what each step promises. `run`: what becomes of it. `report`: what became of it. */
  readonly shows: 'plan' | 'run' | 'report';
  readonly name: (server: string) => string;
  /** How a step of all servers is called: “all 3”. */
  readonly everyone: string;
}

/** A plan as a numbered column: who, what, exact statements, undo and bound; and the line from which undo is conditional. */
export function LeverFrame({ steps, line, shows, name, everyone }: LeverFrameProps): JSX.Element {
  const said = useSaid();
  const shared = { shows, name, everyone };
  return (
    <ol className={classes['frame']} aria-label="Steps">
      {leverItems(steps, line).map((item) => {
        switch (item.kind) {
          case 'step':
            return <LeverStep key={item.step.id} row={item} {...shared} />;
          case 'line':
            return (
              <li key="line" className={classes['line']}>
                {said(item.text)}
              </li>
            );
          case 'group':
            return item.rows.length === 1 ? (
              item.rows.map((row) => <LeverStep key={row.step.id} row={row} {...shared} />)
            ) : (
              <li key={`from ${String(item.rows[0]?.step.id)}`} className={classes['group']}>
                <ol aria-label="Steps that belong together">
                  {item.rows.map((row) => (
                    <LeverStep key={row.step.id} row={row} {...shared} />
                  ))}
                </ol>
              </li>
            );
        }
      })}
    </ol>
  );
}
