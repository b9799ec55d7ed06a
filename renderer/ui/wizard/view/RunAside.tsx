import type { JSX } from 'react';
import { Panel } from '../../layout/Panel.tsx';
import { useSaid } from '../../state/use-said.ts';
import { impossibleText, writesOf } from '../../lever/writes.ts';
import { capital } from '../../text/capital.ts';
import { isPastLine, progressOf } from '../model/run.ts';
import type { Running } from '../model/operation-in-sight.ts';
import { BlockedClock } from './BlockedClock.tsx';
import classes from './wizard.module.css';

/** What goes on now: the step, the write-blocked time, and what stopping would mean. */
export function RunAside({ running }: { readonly running: Running }): JSX.Element {
  const said = useSaid();
  const { run, plan } = running;
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
      <WritesPanel running={running} />
      <Panel title="If you stop">
        <p className={classes['prose']}>{said(past ? stopPastLine : beforeLine(plan.undone))}</p>
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

function WritesPanel({ running: { run } }: { readonly running: Running }): JSX.Element | null {
  const said = useSaid();
  const writes = writesOf(run.steps);
  switch (writes.kind) {
    case 'untouched':
      return null;
    case 'stopped':
      return (
        <Panel title="Writes blocked">
          <BlockedClock blocked={run.blocked} />
        </Panel>
      );
    case 'impossible':
      return (
        <Panel title="Writes">
          <p className={classes['prose']}>{said(capital(impossibleText(writes)))}.</p>
        </Panel>
      );
  }
}

/** `undone` is what is so then, without a full stop. */
function beforeLine(undone: string | null): string {
  const way = 'What is done is undone in reverse order, each undo proved';
  return undone === null ? `${way}.` : `${way}: ${undone}.`;
}

const stopPastLine =
  'The red line is passed: undoing is no longer safe by itself, so it goes forward to the end instead of back.';
