import type { JSX, ReactNode } from 'react';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { countText, rowsText, tablesText } from '../../../ui/text/amounts.ts';
import { nameOf, shareOf, tablesInSight, type ImportSight, type TableSight } from '../model/run.ts';
import classes from './import.module.css';

/** Every table with how much of it is there; what is on its way is in sight, the rest folded where it is much. */
export function TableBars({ sight }: { readonly sight: ImportSight }): JSX.Element | null {
  const tables = tablesInSight(sight);
  if (tables.length === 0) return null;
  const active = tables.filter(({ state }) => state === 'loading' || state === 'keys');
  const waiting = tables.filter(({ state }) => state === 'waiting');
  const finished = tables.filter(({ state }) => state === 'finished');
  return (
    <Panel title="Tables" suffix={`${countText(finished.length)} of ${countText(tables.length)} are there`}>
      <List tables={active} />
      <Folded tables={waiting}>{tablesText(waiting.length)} not begun</Folded>
      <Folded tables={finished}>{tablesText(finished.length)} with all rows and keys</Folded>
    </Panel>
  );
}

const shownUnfolded = 12;

function Folded({ tables, children }: { readonly tables: readonly TableSight[]; readonly children: ReactNode }) {
  if (tables.length === 0) return null;
  return (
    <details className={classes['folded']} open={tables.length <= shownUnfolded}>
      <summary>{children}</summary>
      <List tables={tables} />
    </details>
  );
}

function List({ tables }: { readonly tables: readonly TableSight[] }): JSX.Element {
  return (
    <ul className={classes['tables']}>
      {tables.map((table) => (
        <li key={nameOf(table)} className={classes['table']}>
          <span className={classes['name']}>{nameOf(table)}</span>
          <Bar table={table} />
          <span className={classes['amount']}>{amountOf(table)}</span>
        </li>
      ))}
    </ul>
  );
}

function Bar({ table }: { readonly table: TableSight }): JSX.Element {
  const share = shareOf(table);
  const percent = share === null ? null : Math.floor(share * 100);
  return (
    <div
      className={classes['bar']}
      data-state={table.state}
      role="progressbar"
      aria-label={nameOf(table)}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
    >
      <span style={{ width: `${percent ?? 0}%` }} />
    </div>
  );
}

function amountOf({ state, rows, dumped, keys }: TableSight): ReactNode {
  const all = dumped === null ? '' : ` of ${countText(dumped)}`;
  switch (state) {
    case 'waiting':
      return dumped === null ? 'not begun' : `${rowsText(dumped)} to come`;
    case 'loading':
      return (
        <>
          <b>{countText(rows)}</b>
          {all} rows
        </>
      );
    case 'keys':
      return keys === null || keys === 0
        ? 'keys are built'
        : keys === 1
          ? '1 key is built'
          : `${countText(keys)} keys are built`;
    case 'finished':
      return (
        <>
          <b>{rowsText(dumped ?? rows)}</b>
        </>
      );
  }
}
