import { Checkbox, Radio, TextInput } from '@mantine/core';
import { useState, type JSX } from 'react';
import { bytesText } from '../../../../shared/domain/amounts.ts';
import type { DumpableDatabase, DumpableServer } from '../../../../shared/domain/dump.ts';
import { countText, tablesText } from '../../../ui/text/amounts.ts';
import { toggled, type DumpChoice } from '../model/choice.ts';
import classes from './dump.module.css';

interface DatabaseFieldsProps {
  readonly server: DumpableServer;
  readonly choice: DumpChoice;
  readonly change: (choice: DumpChoice) => void;
}

/** All databases, or some of them by name, each with how much it has. */
export function DatabaseFields({ server, choice, change }: DatabaseFieldsProps): JSX.Element {
  const { databases } = server;
  const chosen = databases.filter(({ name }) => choice.databases.includes(name));
  return (
    <Radio.Group
      label="Databases"
      description="Sizes are of the data as the server estimates them; a dump is about as large before it is compressed."
      value={choice.everything ? 'all' : 'some'}
      onChange={(value) => change({ ...choice, everything: value === 'all' })}
      className={classes['group'] ?? ''}
    >
      <div className={classes['ways']}>
        <Radio
          value="all"
          label="All of them"
          description={`${amountText(databases)}, without the server’s own (mysql, sys)`}
        />
        <Radio
          value="some"
          label="Only these"
          description={chosen.length === 0 ? 'None is chosen yet' : amountText(chosen)}
        />
      </div>
      {!choice.everything && <Listed databases={databases} choice={choice} change={change} />}
    </Radio.Group>
  );
}

const fewEnough = 12; // databases that are found at a glance

interface ListedProps extends Omit<DatabaseFieldsProps, 'server'> {
  readonly databases: readonly DumpableDatabase[];
}

function Listed({ databases, choice, change }: ListedProps): JSX.Element {
  const [wanted, setWanted] = useState('');
  const found = databases.filter(({ name }) => name.toLowerCase().includes(wanted.trim().toLowerCase()));
  return (
    <div className={classes['more']}>
      {databases.length > fewEnough && (
        <TextInput
          aria-label="Find a database"
          placeholder="Find a database"
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
        />
      )}
      <ul className={classes['databases']}>
        {found.map((database) => (
          <li key={database.name}>
            <Checkbox
              label={database.name}
              checked={choice.databases.includes(database.name)}
              onChange={() => change(toggled(choice, database.name))}
            />
            <span>{database.tables === null ? '' : tablesText(database.tables)}</span>
            <span>{database.bytes === null ? 'size not known' : bytesText(database.bytes)}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className={classes['none']}>None by that name.</p>}
    </div>
  );
}

/** `3 databases, 12 tables, 1.4 GB`. */
function amountText(databases: readonly DumpableDatabase[]): string {
  const many = databases.length === 1 ? '1 database' : `${countText(databases.length)} databases`;
  const tables = databases.reduce((sum, { tables: some }) => sum + (some ?? 0), 0);
  const bytes = databases.reduce((sum, { bytes: some }) => sum + (some ?? 0), 0);
  return databases.some((one) => one.bytes === null) ? many : `${many}, ${tablesText(tables)}, ${bytesText(bytes)}`;
}
