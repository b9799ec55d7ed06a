import { Radio, Select, Textarea, TextInput } from '@mantine/core';
import type { JSX } from 'react';
import { useWords } from '../../../ui/state/use-words.ts';
import type { AttachChoice, StartKind } from '../model/choice.ts';
import { DumpField } from './DumpField.tsx';
import classes from './attach.module.css';

interface StartFieldsProps {
  readonly choice: AttachChoice;
  readonly change: (part: Partial<AttachChoice>) => void;
}

interface Way {
  readonly value: StartKind;
  readonly label: string;
  readonly description: string;
}

const ways: readonly Way[] = [
  {
    value: 'dump',
    label: 'As a dump says',
    description: 'The dump that the server was filled from; only its head is read.',
  },
  {
    value: 'position',
    label: 'At a position that I type',
    description: 'In the binary log of the server that it is to follow; checked there all the same.',
  },
  { value: 'gtid', label: 'After GTIDs that I type', description: 'What the data of the server holds.' },
  {
    value: 'as-it-stands',
    label: 'As it says itself',
    description: 'By the GTIDs that the server has: for one that followed before.',
  },
];

const ofImport: Way = {
  value: 'import',
  label: 'As the dump of the import says',
  description: 'The file that was imported; only its head is read.',
};

/** What says where the server’s data stands. */
export function StartFields({ choice, change }: StartFieldsProps): JSX.Element {
  const words = useWords();
  const offered = choice.importId === null ? ways : [ofImport, ...ways];
  return (
    <Radio.Group
      label="Where it begins"
      value={choice.from}
      onChange={(value) => change({ from: offered.find((way) => way.value === value)?.value ?? 'dump' })}
      className={classes['group'] ?? ''}
    >
      <div className={classes['ways']}>
        {offered.map(({ value, label, description }) => (
          <Radio key={value} value={value} label={label} description={words(description)} />
        ))}
      </div>
      <Typed choice={choice} change={change} />
    </Radio.Group>
  );
}

function Typed({ choice, change }: StartFieldsProps): JSX.Element | null {
  switch (choice.from) {
    case 'dump':
      return (
        <div className={classes['more']}>
          <DumpField choice={choice} change={change} />
          <PairFields choice={choice} change={change} />
        </div>
      );
    case 'import':
      return (
        <div className={classes['more']}>
          <PairFields choice={choice} change={change} />
        </div>
      );
    case 'position':
      return <PositionFields choice={choice} change={change} />;
    case 'gtid':
      return (
        <Textarea
          className={`${classes['mono'] ?? ''} ${classes['more'] ?? ''}`}
          label="GTIDs"
          autosize
          minRows={2}
          maxRows={8}
          value={choice.gtid}
          maxLength={1_000_000}
          spellCheck={false}
          onChange={(event) => change({ gtid: event.currentTarget.value })}
        />
      );
    case 'as-it-stands':
      return null;
  }
}

function PairFields({ choice, change }: StartFieldsProps): JSX.Element {
  const words = useWords();
  return (
    <div className={classes['pair']}>
      <Select
        label="Which pair"
        data={[
          { value: 'auto', label: 'The one of the server that it follows' },
          { value: 'own', label: 'Own: it follows the dumped server' },
          { value: 'upstream', label: words('Upstream: it follows the {source} of the dumped server') },
        ]}
        value={choice.pair ?? 'auto'}
        onChange={(pair) => change({ pair: pair === 'own' || pair === 'upstream' ? pair : null })}
        allowDeselect={false}
      />
      <Select
        label="How it follows"
        data={[
          { value: 'auto', label: 'By GTID where both can' },
          { value: 'gtid', label: 'By GTID' },
          { value: 'file', label: 'By file and offset' },
        ]}
        value={choice.by ?? 'auto'}
        onChange={(by) => change({ by: by === 'gtid' || by === 'file' ? by : null })}
        allowDeselect={false}
      />
    </div>
  );
}

function PositionFields({ choice, change }: StartFieldsProps): JSX.Element {
  const words = useWords();
  return (
    <div className={classes['position']}>
      <TextInput
        className={classes['mono'] ?? ''}
        label={words('File, in the {source}’s binary log')}
        placeholder="binlog.000042"
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
    </div>
  );
}
