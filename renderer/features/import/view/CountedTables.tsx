import type { JSX } from 'react';
import type { ImportedTable } from '../../../../shared/import/import-view.ts';
import { Icon } from '../../../ui/controls/Icon.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { countText } from '../../../ui/text/amounts.ts';
import { differing } from '../model/result.ts';
import { nameOf } from '../model/run.ts';
import classes from './import.module.css';

/** Rows in the server beside those in the dump; tables that differ first. */
export function CountedTables({ tables }: { readonly tables: readonly ImportedTable[] }): JSX.Element | null {
  if (tables.length === 0) return null;
  const odd = differing(tables);
  const sorted = [...odd, ...tables.filter((table) => !odd.includes(table))];
  return (
    <Panel title="Rows" suffix="counted on the server, beside the dump">
      <table className={classes['counts']}>
        <thead>
          <tr>
            <th scope="col">Table</th>
            <th scope="col" className={classes['number']}>
              In the server
            </th>
            <th scope="col" className={classes['number']}>
              In the dump
            </th>
            <th scope="col" />
          </tr>
        </thead>
        <tbody>
          {sorted.map((table) => (
            <Row key={nameOf(table)} table={table} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Row({ table }: { readonly table: ImportedTable }): JSX.Element {
  const { rows, dumped } = table;
  const differs = rows !== null && rows !== dumped;
  return (
    <tr data-differs={differs}>
      <td>{nameOf(table)}</td>
      <td className={classes['number']}>{rows === null ? 'not counted' : countText(rows)}</td>
      <td className={classes['number']}>{countText(dumped)}</td>
      <td>{rows === null ? null : differs ? 'differs' : <Icon name="check" size={13} label="equal" />}</td>
    </tr>
  );
}
