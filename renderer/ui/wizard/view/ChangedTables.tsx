import type { JSX } from 'react';
import { Mono } from '../../text/Mono.tsx';

interface ChangedTablesProps {
  /** `rows` null: changed, by how many is not known. */
  readonly tables: readonly { readonly table: string; readonly rows: number | null }[];
}

/** What a stretch of binary log changes, table by table. */
export function ChangedTables({ tables }: ChangedTablesProps): JSX.Element | null {
  if (tables.length === 0) return null;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Table</th>
          <th scope="col">Rows</th>
        </tr>
      </thead>
      <tbody>
        {tables.map(({ table, rows }) => (
          <tr key={table}>
            <td>
              <Mono>{table}</Mono>
            </td>
            <td>{rows ?? 'some'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
