import type { JSX } from 'react';
import type { OperationResult } from '../../../../shared/plans/outcome.ts';
import { Panel } from '../../layout/Panel.tsx';
import { RecordPairs } from '../../lever/RecordPairs.tsx';
import { impossibleText, writesOf } from '../../lever/writes.ts';
import { capital } from '../../text/capital.ts';
import { useSaid } from '../../state/use-said.ts';
import { durationText } from '../../text/age.ts';
import classes from './wizard.module.css';

interface DoneAsideProps {
  readonly result: OperationResult;
  readonly name: (server: string) => string;
}

/** What it cost, who was left behind with the way back, and the records of before and after. */
export function DoneAside({ result, name }: DoneAsideProps): JSX.Element {
  const said = useSaid();
  const writes = writesOf(result.steps);
  const total = result.steps.reduce((sum, step) => sum + (step.ms ?? 0), 0);
  return (
    <>
      <Panel title={writes.kind === 'impossible' ? 'Writes' : 'Writes blocked'}>
        <p className={classes['clock']}>
          {result.writeBlockedMs === null ? (
            writes.kind === 'impossible' ? (
              `${said(capital(impossibleText(writes)))}.`
            ) : (
              'not at all'
            )
          ) : (
            <b>{durationText(result.writeBlockedMs)}</b>
          )}
        </p>
        <p className={classes['prose']}>All steps together took {durationText(total)}.</p>
      </Panel>
      {result.leftBehind.length > 0 && (
        <Panel title="Left behind" suffix={result.leftBehind.length}>
          <ul className={classes['behind']}>
            {result.leftBehind.map((one) => (
              <li key={one.server}>
                <b>{name(one.server)}</b>
                <p>{said(one.reason)}</p>
                <p>
                  <b>Way out:</b> {said(one.wayOut)}
                </p>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <Panel title="Records">
        <RecordPairs records={result.records} name={name} />
      </Panel>
    </>
  );
}
