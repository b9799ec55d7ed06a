import type { JSX } from 'react';
import { classNames } from '../../../ui/class-names.ts';
import { useSaid } from '../../../ui/state/use-said.ts';
import { timeText } from '../../../ui/text/age.ts';
import timeline from '../view/timeline.module.css';
import classes from './incident.module.css';
import type { IncidentRow } from './incident-rows.ts';

/** What was known, decided, done and said, in the order of time. */
export function IncidentTimeline({ rows }: { readonly rows: readonly IncidentRow[] }): JSX.Element {
  const said = useSaid();
  return (
    <ol className={timeline['timeline']} aria-label="Timeline">
      {rows.map(({ key, at, day, what, text, tone, verbatim }) => (
        <li key={key} className={verbatim ? classes['note'] : undefined}>
          <time dateTime={new Date(at).toISOString()} title={timeText(at)}>
            {day !== null && <b className={classes['day']}>{day}</b>}
            {timeText(at).slice(11)}.{String(at % 1000).padStart(3, '0')}
          </time>
          <span className={classNames(timeline['word'], timeline[tone])}>{what}</span>
          <span className={classes['text']}>{verbatim ? text : said(text)}</span>
        </li>
      ))}
    </ol>
  );
}
