import type { JSX } from 'react';
import type { RecordSummary } from '../../../../shared/domain/journal.ts';
import type { ServerId } from '../../../../shared/domain/server.ts';
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { valueOf } from '../../../ui/loaded.ts';
import { useBridgeCall } from '../../../ui/state/use-bridge-call.ts';
import { useServerNames } from '../../../ui/state/use-server-names.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import { timeText } from '../../../ui/text/age.ts';
import { reasonWords } from '../../../ui/text/reasons.ts';
import { Waiting } from '../../../ui/wizard/view/Waiting.tsx';
import wizard from '../../../ui/wizard/view/wizard.module.css';
import classes from './put-back.module.css';

interface RecordListProps {
  readonly cluster: string;
  /** null: of every server. */
  readonly server: ServerId | null;
  readonly chosen: string | null;
  readonly onChoose: (record: string, server: ServerId) => void;
}

const limit = 1000; // entries of the journal looked through

/** The records to choose from, newest first. */
export function RecordList({ cluster, server, chosen, onChoose }: RecordListProps): JSX.Element {
  const name = useServerNames();
  const { result } = useBridgeCall('journal.list', { cluster, limit, before: null });
  const items = valueOf(result);
  const records = items?.flatMap((item): readonly RecordSummary[] =>
    item.kind === 'record' && (server === null || item.record.server === server) ? [item.record] : [],
  );
  return (
    <>
      <h2 className={wizard['question']}>
        Which record {server === null ? 'is put back' : `of ${name(server)} is put back`}?
      </h2>
      {result.kind === 'failed' && <ErrorNotice error={result.error} />}
      {result.kind === 'loading' && <Waiting>Reading the journal…</Waiting>}
      {records?.length === 0 && (
        <EmptyState icon="journal" title="There is no record of it">
          Signalbox records on request, before every change, and by itself when it sees something happen.
        </EmptyState>
      )}
      {records !== undefined && records.length > 0 && (
        <ul className={classes['records']}>
          {records.map((record) => (
            <RecordChoice
              key={record.id}
              record={record}
              name={name(record.server)}
              chosen={record.id === chosen}
              onChoose={() => onChoose(record.id, record.server)}
            />
          ))}
        </ul>
      )}
    </>
  );
}

interface RecordChoiceProps {
  readonly record: RecordSummary;
  readonly name: string;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function RecordChoice({ record, name, chosen, onChoose }: RecordChoiceProps): JSX.Element {
  const words = useWords();
  return (
    <li>
      <button type="button" className={classes['record']} aria-pressed={chosen} onClick={onChoose}>
        <time dateTime={new Date(record.at).toISOString()}>{timeText(record.at)}</time>
        <b>{name}</b>
        <span>{words(reasonWords[record.reason])}</span>
        <span className={classes['dim']}>{record.note}</span>
      </button>
    </li>
  );
}
