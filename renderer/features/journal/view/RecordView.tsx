import type { JSX } from 'react';
import type { RecordEntry } from '../../../../shared/domain/record.ts';
import { Button, LinkButton } from '../../../ui/controls/Button.tsx';
import { CopyTextButton } from '../../../ui/controls/CopyTextButton.tsx';
import { KeyValue } from '../../../ui/layout/KeyValue.tsx';
import { Page } from '../../../ui/layout/Page.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { navigate, paths } from '../../../ui/route/paths.ts';
import { useServerNames } from '../../../ui/state/use-server-names.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import { Age } from '../../../ui/text/Age.tsx';
import { timeText } from '../../../ui/text/age.ts';
import { Mono } from '../../../ui/text/Mono.tsx';
import { fieldsOf } from '../model/record-fields.ts';
import { useJournalListStore } from '../store/use-journal-list.ts';
import { FieldValueView } from './FieldValueView.tsx';
import { RawRows } from './RawRows.tsx';
import { reasonWords } from '../../../ui/text/reasons.ts';
import classes from './journal.module.css';

/** One record in full: coordinates first, each with its server and its kind; the raw rows below. */
export function RecordView({ record }: { readonly record: RecordEntry }): JSX.Element {
  const name = useServerNames();
  const list = useJournalListStore();
  const compare = (): void => {
    list.compare(record);
    navigate(paths.journal());
  };
  return (
    <Page
      title={`Record of ${name(record.server)}, ${timeText(record.readAt)}`}
      body="flush"
      actions={
        <>
          <CopyTextButton text={() => JSON.stringify(record, null, 2)}>Copy as JSON</CopyTextButton>
          <Button onClick={compare}>Compare…</Button>
          {record.channels.length > 0 && (
            <LinkButton icon="back" href={paths.putBack(record.cluster, { server: record.server, record: record.id })}>
              Put back…
            </LinkButton>
          )}
          <LinkButton href={paths.journal()} kind="quiet" icon="back">
            Journal
          </LinkButton>
        </>
      }
    >
      <div className={classes['halves']}>
        <div className={classes['main']}>
          <RecordGroups record={record} />
        </div>
        <aside className={classes['aside']}>
          <RecordAside record={record} />
        </aside>
      </div>
    </Page>
  );
}

function RecordGroups({ record }: { readonly record: RecordEntry }): JSX.Element {
  const words = useWords();
  const name = useServerNames();
  return (
    <div className={classes['groups']}>
      {record.channels.length === 0 && (
        <p className={classes['dim']}>{words('It had no channel: it replicated from nobody.')}</p>
      )}
      {fieldsOf(record).map((group) => (
        <Panel key={group.key} title={words(group.title)}>
          <dl className={classes['fields']}>
            {group.fields.map((field) => (
              <div key={field.key}>
                <dt>{words(field.label)}</dt>
                <dd>
                  <FieldValueView value={field.value} what={`${words(field.label)} of ${name(record.server)}`} />
                </dd>
              </div>
            ))}
          </dl>
        </Panel>
      ))}
      {record.rawChannels.map((row, index) => (
        <RawRows key={index} row={row} title={record.channels[index]?.name ?? ''} />
      ))}
    </div>
  );
}

function RecordAside({ record }: { readonly record: RecordEntry }): JSX.Element {
  const words = useWords();
  return (
    <Panel title="This record">
      <KeyValue
        rows={[
          ['Cluster', record.cluster],
          ['Taken', words(reasonWords[record.reason])],
          ['Read', <Age key="age" at={record.readAt} />],
          ['Durable at', timeText(record.at)],
          ['Note', record.note === '' ? null : record.note],
          ['Operation', record.operation === null ? null : <OperationLink key="link" id={record.operation} />],
          [
            'Id',
            <Mono key="id" copy={{ text: record.id, what: 'id of the record' }}>
              {record.id}
            </Mono>,
          ],
          [
            'Hash',
            <Mono key="hash" copy={{ text: record.hash, what: 'hash of the record' }}>
              {record.hash}
            </Mono>,
          ],
        ]}
      />
    </Panel>
  );
}

function OperationLink({ id }: { readonly id: string }): JSX.Element {
  return <a href={paths.journalEntry(id)}>show it</a>;
}
