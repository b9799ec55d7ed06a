import type { JSX } from 'react';
import type { ImportedTable } from '../../../../shared/import/import-view.ts';
import { CopyTextButton } from '../../../ui/controls/CopyTextButton.tsx';
import { Icon } from '../../../ui/controls/Icon.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { countText } from '../../../ui/text/amounts.ts';
import { checksumText, differing } from '../model/result.ts';
import { nameOf } from '../model/run.ts';
import classes from './import.module.css';

/** Rows in the server beside those in the dump, and checksums where they were asked for; tables that differ first. */
export function CountedTables({ tables }: { readonly tables: readonly ImportedTable[] }): JSX.Element | null {
  if (tables.length === 0) return null;
  const odd = differing(tables);
  const sorted = [...odd, ...tables.filter((table) => !odd.includes(table))];
  const hasSums = tables.some(({ checksum }) => checksum !== null);
  const copySums = <CopyTextButton text={() => checksumText(tables)}>Copy checksums</CopyTextButton>;
  return (
    <Panel title="Rows" suffix="counted on the server, beside the dump" actions={hasSums ? copySums : undefined}>
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
            <th scope="col" aria-label="Equal" />
            {hasSums && (
              <th scope="col" className={classes['number']}>
                CHECKSUM TABLE
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {sorted.map((table) => (
            <Row key={nameOf(table)} table={table} hasSums={hasSums} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

interface RowProps {
  readonly table: ImportedTable;
  readonly hasSums: boolean;
}

function Row({ table, hasSums }: RowProps): JSX.Element {
  const { rows, dumped, checksum } = table;
  const differs = rows !== null && rows !== dumped;
  return (
    <tr data-differs={differs}>
      <td>{nameOf(table)}</td>
      <td className={classes['number']}>{rows === null ? 'not counted' : countText(rows)}</td>
      <td className={classes['number']}>{countText(dumped)}</td>
      <td>{rows === null ? null : differs ? 'differs' : <Icon name="check" size={13} label="equal" />}</td>
      {hasSums && <td className={classes['number']}>{checksum ?? 'can’t be told'}</td>}
    </tr>
  );
}
