import type { JSX, KeyboardEvent } from 'react';
import type { JournalItem } from '../../../../shared/domain/journal.ts';
import { byDay, idOf } from '../model/journal-list.ts';
import type { JournalListState, JournalListStore } from '../store/journal-list-store.ts';
import { JournalRow } from './JournalRow.tsx';
import classes from './journal.module.css';

interface JournalListProps {
  readonly items: readonly JournalItem[];
  readonly store: JournalListStore;
  readonly state: JournalListState;
}

/** The entries by day. The arrow keys go from entry to entry. */
export function JournalList({ items, store, state }: JournalListProps): JSX.Element {
  return (
    <div onKeyDown={moveFocus}>
      {byDay(items).map((day) => (
        <section key={day.day} aria-label={dayText(day.day)} className={classes['day']}>
          <h2>{dayText(day.day)}</h2>
          <ul>
            {day.items.map((item) => (
              <JournalRow
                key={idOf(item)}
                item={item}
                compared={state.compared}
                onCompare={(record) => store.compare(record)}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function dayText(day: number): string {
  return new Date(day).toLocaleDateString(undefined, {
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
  });
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a[data-entry]')];
  const next = links[links.findIndex((link) => link === document.activeElement) + by];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
