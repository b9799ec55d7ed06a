import type { JSX } from 'react';
import type { StepView } from '../../../../shared/plans/outcome.ts';
import { classNames } from '../../../ui/class-names.ts';
import { useSaid } from '../../../ui/state/use-said.ts';
import { timeText } from '../../../ui/text/age.ts';
import { Sql } from '../../../ui/text/Sql.tsx';
import type { TimelineRow } from '../model/timeline.ts';
import classes from './timeline.module.css';

interface TimelineProps {
  readonly rows: readonly TimelineRow[];
  readonly steps: readonly StepView[];
}

/** The operation's entries in the order in which they became durable. */
export function Timeline({ rows, steps }: TimelineProps): JSX.Element {
  const said = useSaid();
  const titleOf = (node: string | null): string => {
    const step = steps.find((one) => one.id === node);
    return step === undefined ? (node ?? 'the operation') : said(step.title);
  };
  return (
    <ol className={classes['timeline']}>
      {rows.map((row) => (
        <li key={row.sequence}>
          <time dateTime={new Date(row.at).toISOString()} title={`entry ${row.sequence}`}>
            {timeText(row.at).slice(11)}.{String(row.at % 1000).padStart(3, '0')}
          </time>
          <span className={classNames(classes['word'], classes[row.tone])}>{row.word}</span>
          <div>
            <span className={classes['step']}>{titleOf(row.node)}</span>
            {row.text !== '' && <span className={classes['text']}>{row.text}</span>}
            {row.statements.length > 0 && <Sql statements={row.statements} />}
          </div>
        </li>
      ))}
    </ol>
  );
}
