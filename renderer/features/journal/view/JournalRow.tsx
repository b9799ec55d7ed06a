import type { JSX } from 'react';
import type { JournalItem, OperationSummary, RecordSummary } from '../../../../shared/domain/journal.ts';
import { Button } from '../../../ui/controls/Button.tsx';
import { Icon } from '../../../ui/controls/Icon.tsx';
import { OutcomeTag } from '../../../ui/lever/OutcomeTag.tsx';
import { navigate, paths } from '../../../ui/route/paths.ts';
import { useSaid } from '../../../ui/state/use-said.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import { useServerNames } from '../../../ui/state/use-server-names.ts';
import { durationText, timeText } from '../../../ui/text/age.ts';
import { Position } from '../../../ui/text/Position.tsx';
import { comparable } from '../model/journal-list.ts';
import { reasonWords } from '../../../ui/text/reasons.ts';
import classes from './journal.module.css';

interface JournalRowProps {
  readonly item: JournalItem;
  readonly compared: RecordSummary | null;
  readonly onCompare: (record: RecordSummary) => void;
}

/** One entry: when, what, of which server, and where it stood or how it ended. */
export function JournalRow({ item, compared, onCompare }: JournalRowProps): JSX.Element {
  const time = timeText(item.at);
  return (
    <li className={classes['row']}>
      <time dateTime={new Date(item.at).toISOString()} title={time}>
        {time.slice(11)}
      </time>
      {item.kind === 'operation' ? <OperationCells operation={item.operation} /> : <RecordCells record={item.record} />}
      <span className={classes['act']}>
        {item.kind === 'record' && <CompareButton item={item} compared={compared} onCompare={onCompare} />}
      </span>
    </li>
  );
}

function OperationCells({ operation }: { readonly operation: OperationSummary }): JSX.Element {
  const said = useSaid();
  const took = operation.endedAt === null ? null : durationText(operation.endedAt - operation.startedAt);
  return (
    <>
      <span className={classes['kind']}>
        <Icon name="swap" size={15} />
        operation
      </span>
      <a data-entry href={paths.journalEntry(operation.id)} className={classes['title']}>
        {said(operation.title)}
      </a>
      <span className={classes['detail']}>
        <OutcomeTag outcome={operation.outcome} />
        {took !== null && <span>{took}</span>}
      </span>
      <span className={classes['cluster']}>{operation.cluster}</span>
    </>
  );
}

function RecordCells({ record }: { readonly record: RecordSummary }): JSX.Element {
  const words = useWords();
  const name = useServerNames();
  return (
    <>
      <span className={classes['kind']}>
        <Icon name="record" size={15} />
        record
      </span>
      <a data-entry href={paths.journalEntry(record.id)}>
        <b>{name(record.server)}</b>, {words(reasonWords[record.reason])}
        {record.note !== null && record.note !== '' && `: ${record.note}`}
      </a>
      <span className={classes['detail']}>
        <Position position={record.position} />
        <span>its own log</span>
        <span>{record.readOnly ? 'read-only' : 'writable'}</span>
      </span>
      <span className={classes['cluster']}>{record.cluster}</span>
    </>
  );
}

interface CompareButtonProps extends Omit<JournalRowProps, 'item'> {
  readonly item: Extract<JournalItem, { kind: 'record' }>;
}

function CompareButton({ item, compared, onCompare }: CompareButtonProps): JSX.Element | null {
  const name = useServerNames();
  const { record } = item;
  const of = `record of ${name(record.server)} of ${timeText(record.at)}`;
  if (compared === null) {
    return (
      <Button size="small" kind="quiet" label={`Compare ${of}`} onClick={() => onCompare(record)}>
        Compare…
      </Button>
    );
  }
  if (compared.id === record.id) return <b className={classes['picked']}>to compare</b>;
  if (!comparable(item, compared)) return null;
  const open = (): void => navigate(paths.compare(compared.id, record.id));
  return (
    <Button size="small" label={`Compare with ${of}`} onClick={open}>
      Compare with this
    </Button>
  );
}
