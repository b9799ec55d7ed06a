import { Select } from '@mantine/core';
import type { JSX } from 'react';
import type { RecordEntry } from '../../../../shared/domain/record.ts';
import type { ServerView } from '../../../../shared/domain/topology.ts';
import { classNames } from '../../../ui/class-names.ts';
import { Icon } from '../../../ui/controls/Icon.tsx';
import { useWords } from '../../../ui/state/use-words.ts';
import { Age } from '../../../ui/text/Age.tsx';
import { timeText } from '../../../ui/text/age.ts';
import { Mono } from '../../../ui/text/Mono.tsx';
import wizard from '../../../ui/wizard/view/wizard.module.css';
import type { PutBackChoice } from '../model/choice.ts';
import { asOfBefore, channelOf, rowsOf } from '../model/rows.ts';
import type { SettingRow } from '../model/rows.ts';
import classes from './put-back.module.css';

interface RecordSettingsProps {
  readonly record: RecordEntry;
  readonly choice: PutBackChoice;
  readonly change: (part: Partial<PutBackChoice>) => void;
  /** The server as the map shows it; null where it is not there. */
  readonly now: ServerView | null;
  readonly name: string;
}

/** Every setting now and as recorded; what is put back is marked. */
export function RecordSettings({ record, choice, change, now, name }: RecordSettingsProps): JSX.Element {
  const words = useWords();
  const named = channelOf(record, choice.channel);
  const stood = named === null ? record : asOfBefore(record, named.name);
  const channel = channelOf(stood, choice.channel);
  return (
    <>
      <h2 className={wizard['question']}>
        Put {name} back to where it stood <Age at={stood.readAt} />?
      </h2>
      {record.channels.length > 1 && (
        <Select
          className={classes['channel'] ?? ''}
          label="Channel"
          data={record.channels.map(({ name: value }) => ({
            value,
            label: value === '' ? '(the default one)' : value,
          }))}
          value={choice.channel}
          onChange={(value) => change({ channel: value })}
          allowDeselect={false}
        />
      )}
      {channel !== null && (
        <table className={classes['table']}>
          <thead>
            <tr>
              <th scope="col">Setting</th>
              <th scope="col">Now</th>
              <th scope="col">
                {stood === record ? 'Recorded' : 'Seen before'} {timeText(stood.readAt).slice(11)}
              </th>
              <th scope="col">Afterwards</th>
            </tr>
          </thead>
          <tbody>
            {rowsOf(stood, channel, now).map((row) => (
              <Row key={row.label} row={row} label={words(row.label)} restored={isRestored(row, choice)} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function isRestored({ part }: SettingRow, { restore }: PutBackChoice): boolean {
  return part === null || restore[part];
}

interface RowProps {
  readonly row: SettingRow;
  readonly label: string;
  readonly restored: boolean;
}

function Row({ row, label, restored }: RowProps): JSX.Element {
  const changes = restored && row.differs;
  return (
    <tr>
      <th scope="row">{label}</th>
      <td className={classNames(changes && classes['leaves'])}>
        {row.now === null ? <span className={classes['dim']}>not shown</span> : <Mono>{row.now}</Mono>}
      </td>
      <td className={classNames(changes && classes['comes'])}>
        <Mono>{row.recorded}</Mono>
      </td>
      <td>
        {restored ? (
          <span className={classes['back']}>
            <Icon name="check" size={13} /> as recorded
          </span>
        ) : (
          <span className={classes['dim']}>{afterwards(row)}</span>
        )}
      </td>
    </tr>
  );
}

function afterwards({ part }: SettingRow): string {
  return part === 'threads' ? 'both running' : 'as now';
}
