import type { JSX } from 'react';
import type { JournalItem, OperationSummary } from '../../../../shared/domain/journal.ts';
import { classNames } from '../../../ui/class-names.ts';
import { valueOf } from '../../../ui/loaded.ts';
import { paths } from '../../../ui/route/paths.ts';
import { useRecentJournal } from '../../../ui/state/signalbox.ts';
import { useNow } from '../../../ui/state/use-now.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import { Age } from '../../../ui/text/Age.tsx';
import { timeText } from '../../../ui/text/age.ts';
import { reasonWords } from '../../../ui/text/reasons.ts';
import classes from './strip.module.css';
import { isHappening, lastRecord, marksOf, type Mark } from './timeline.ts';

const hours = 6;
const spanMs = hours * 3_600_000;

/** Under the map: when positions were last recorded, and where on the time line things happened. */
export function JournalStrip(): JSX.Element {
  const items = useRecentJournal((state) => state.items);
  const known = valueOf(items) ?? [];
  return (
    <section className={classes['strip']} aria-label="Recent records and operations">
      <div className={classes['labels']}>
        <span>
          {items.kind === 'loading' ? 'Reading the journal…' : <LastRecorded items={known} />}
          {items.kind === 'failed' && <span className={classes['warn']}> · the journal could not be read</span>}
        </span>
        <a href={paths.journal()}>last {hours} hours</a>
      </div>
      <TimeLine items={known} />
    </section>
  );
}

function LastRecorded({ items }: { readonly items: readonly JournalItem[] }): JSX.Element {
  const last = lastRecord(items);
  if (last === null) {
    return <b className={classes['warn']}>Nothing recorded yet: “Record now” writes every position down</b>;
  }
  return (
    <>
      <b>
        Recorded <Age at={last.at} />
      </b>{' '}
      · {last.servers === 1 ? '1 server' : `${last.servers} servers`} · before and after every change, and when
      something happens
    </>
  );
}

function TimeLine({ items }: { readonly items: readonly JournalItem[] }): JSX.Element {
  const now = useNow();
  const marks = marksOf(items, now, spanMs);
  return (
    <div className={classes['line']}>
      {Array.from({ length: hours - 1 }, (_, hour) => (
        <span key={hour} className={classes['hour']} style={{ left: percent((hour + 1) / hours) }} />
      ))}
      {marks.map((mark) => (
        <MarkView key={mark.kind === 'record' ? mark.time : mark.operation.id} mark={mark} />
      ))}
    </div>
  );
}

const percent = (part: number): string => `${(part * 100).toFixed(2)}%`;

function MarkView({ mark }: { readonly mark: Mark }): JSX.Element {
  const words = useWords();
  const style = { left: percent(mark.at) };
  if (mark.kind === 'record') {
    const servers = mark.servers === 1 ? '1 server' : `${mark.servers} servers`;
    const why = words(mark.reasons.map((reason) => reasonWords[reason]).join(', '));
    return (
      <span
        className={classNames(classes['record'], mark.reasons.some(isHappening) && classes['happened'])}
        style={style}
        title={`Recorded ${servers}, ${timeText(mark.time)}: ${why}`}
      />
    );
  }
  const { operation } = mark;
  const said = words(`${operation.title}: ${outcomeText(operation)}, ${timeText(operation.startedAt)}`);
  return (
    <a
      className={classNames(classes['operation'], operation.outcome !== null && classes[operation.outcome])}
      style={style}
      href={paths.journalEntry(operation.id)}
      aria-label={said}
      title={said}
    />
  );
}

function outcomeText(operation: OperationSummary): string {
  if (operation.outcome === null) return 'not ended';
  return { done: 'done', refused: 'refused', undone: 'undone', 'needs-operator': 'needs you' }[operation.outcome];
}
