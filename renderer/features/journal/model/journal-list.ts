import type { JournalItem } from '../../../../shared/domain/journal.ts';
import type { ServerId } from '../../../../shared/domain/server.ts';

export type KindFilter = 'all' | 'operation' | 'record';

export interface JournalFilter {
  /** null: every cluster. */
  readonly cluster: string | null;
  readonly kind: KindFilter;
}

/** How many entries are fetched at once. */
export const pageSize = 100;

export function idOf(item: JournalItem): string {
  return item.kind === 'record' ? item.record.id : item.operation.id;
}

/** The entries of a kind; the cluster is the engine's business. */
export function ofKind(items: readonly JournalItem[], kind: KindFilter): readonly JournalItem[] {
  return kind === 'all' ? items : items.filter((item) => item.kind === kind);
}

/** Adds an older page, dropping what is there already: entries of one millisecond may come twice. */
export function withOlder(items: readonly JournalItem[], older: readonly JournalItem[]): readonly JournalItem[] {
  const known = new Set(items.map(idOf));
  return [...items, ...older.filter((item) => !known.has(idOf(item)))];
}

export interface Day {
  /** Local midnight, epoch ms. */
  readonly day: number;
  readonly items: readonly JournalItem[];
}

/** Entries under their local day, newest first as they came. */
export function byDay(items: readonly JournalItem[]): readonly Day[] {
  const days: { day: number; items: JournalItem[] }[] = [];
  for (const item of items) {
    const day = new Date(item.at).setHours(0, 0, 0, 0);
    const last = days.at(-1);
    if (last?.day === day) last.items.push(item);
    else days.push({ day, items: [item] });
  }
  return days;
}

/** The record that can be laid beside `first`: another one of the same server. */
export function comparable(item: JournalItem, first: { readonly id: string; readonly server: ServerId }): boolean {
  return item.kind === 'record' && item.record.server === first.server && item.record.id !== first.id;
}
