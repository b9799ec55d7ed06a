import type { JSX } from 'react';
import type { RawRow } from '../../../../shared/domain/channel.ts';
import { CopyButton } from '../../../ui/controls/CopyButton.tsx';
import classes from './journal.module.css';

interface RawRowsProps {
  readonly row: RawRow;
  /** The channel's name. */
  readonly title: string;
}

/** The status row exactly as the server gave it. */
export function RawRows({ row, title }: RawRowsProps): JSX.Element {
  const columns = Object.entries(row);
  const text = columns.map(([column, value]) => `${column}: ${value ?? 'NULL'}`).join('\n');
  return (
    <details className={classes['raw']}>
      <summary>
        Raw status row{title === '' ? '' : ` of channel “${title}”`}, {columns.length} columns
      </summary>
      <div className={classes['rawBody']}>
        <CopyButton always text={text} what="raw status row" />
        <table>
          <tbody>
            {columns.map(([column, value]) => (
              <tr key={column}>
                <th scope="row">{column}</th>
                <td>{value ?? <i>NULL</i>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
