import { Radio, TextInput } from '@mantine/core';
import type { JSX } from 'react';
import type { ServerView } from '../../../../shared/domain/topology.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import { mixesPairs } from '../model/choice.ts';
import type { ChangeMasterChoice, ContinuationKind } from '../model/choice.ts';
import classes from './change-master.module.css';

interface ContinuationFieldsProps {
  readonly choice: ChangeMasterChoice;
  readonly change: (part: Partial<ChangeMasterChoice>) => void;
  readonly servers: readonly ServerView[];
}

const ways: readonly { readonly value: ContinuationKind; readonly label: string; readonly description: string }[] = [
  {
    value: 'auto',
    label: 'Automatic: where it stands, proved',
    description:
      'By GTID where it replicates so today. Else its executed position when it is the same {source}, or a position derived and proved for another one; if none can be proved, it is refused and says what would be needed.',
  },
  { value: 'gtid', label: 'By GTID', description: 'The servers agree themselves on what is missing.' },
  {
    value: 'match',
    label: 'By content',
    description:
      'The last transactions that the {replica} executed are looked for in the new {source}’s binary log. Reads logs; takes longer.',
  },
  {
    value: 'position',
    label: 'At a position that I type',
    description: 'Checked all the same: that it is the start of a transaction, and the right one.',
  },
];

/** How the replica is to go on. */
export function ContinuationFields({ choice, change, servers }: ContinuationFieldsProps): JSX.Element {
  const words = useWords();
  return (
    <Radio.Group
      label="Where it continues"
      value={choice.continues}
      onChange={(value) => change({ continues: ways.find((way) => way.value === value)?.value ?? 'auto' })}
      className={classes['group'] ?? ''}
    >
      <div className={classes['ways']}>
        {ways.map(({ value, label, description }) => (
          <Radio key={value} value={value} label={label} description={words(description)} />
        ))}
      </div>
      {choice.continues === 'position' && (
        <div className={classes['position']}>
          <TextInput
            className={classes['mono'] ?? ''}
            label={words('File, in the new {source}’s binary log')}
            placeholder="binlog.000042"
            autoFocus={choice.file === ''}
            value={choice.file}
            maxLength={512}
            spellCheck={false}
            onChange={(event) => change({ file: event.currentTarget.value })}
          />
          <TextInput
            className={classes['mono'] ?? ''}
            label="Offset"
            placeholder="15180422"
            inputMode="numeric"
            value={choice.offset}
            onChange={(event) => change({ offset: event.currentTarget.value })}
          />
          {mixesPairs(choice, servers) && (
            <p className={classes['mixed']} role="alert">
              {words(
                'This mixes two pairs: the file is the one being received (Master_Log_File), the offset the one executed (Exec_Master_Log_Pos). The executed offset belongs to Relay_Master_Log_File. With the mix, transactions would be skipped or repeated.',
              )}
            </p>
          )}
        </div>
      )}
    </Radio.Group>
  );
}
