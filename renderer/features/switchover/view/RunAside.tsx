import type { JSX } from 'react';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { useSaid } from '../../../ui/state/use-said.ts';
import { isPastLine, progressOf } from '../model/run.ts';
import type { Running } from '../model/wizard.ts';
import { BlockedClock } from './BlockedClock.tsx';
import classes from './wizard.module.css';

/** What goes on now: the step, the write-blocked time, and what stopping would mean. */
export function RunAside({ wizard }: { readonly wizard: Running }): JSX.Element {
  const said = useSaid();
  const { run, plan } = wizard;
  const { proved, all } = progressOf(run.steps);
  const current = run.steps.find((step) => step.state === 'running' || step.state === 'undoing');
  const past = isPastLine(run.steps, plan.line?.beforeStep ?? null);
  return (
    <>
      <Panel title="Now">
        <p className={classes['current']} role="status">
          {current === undefined ? 'Between two steps' : said(current.title)}
        </p>
        <progress className={classes['progress']} max={all} value={proved} aria-label="Steps proved" />
        <p className={classes['prose']}>
          {proved} of {all} steps proved
        </p>
      </Panel>
      <Panel title="Writes blocked">
        <BlockedClock blocked={run.blocked} />
      </Panel>
      <Panel title="If you stop">
        <p className={classes['prose']}>{said(past ? stopPastLine : stopBeforeLine)}</p>
      </Panel>
      {run.notes.length > 0 && (
        <Panel title="Notes">
          <ul className={classes['notes']}>
            {run.notes.map((note, index) => (
              <li key={index}>{said(note)}</li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

const stopBeforeLine =
  'Before the red line everything is undone in reverse order, each undo proved. The old {source} takes writes again.';
const stopPastLine =
  'The red line is passed: the new {source} may have taken writes, so it goes forward to the end instead of back.';
