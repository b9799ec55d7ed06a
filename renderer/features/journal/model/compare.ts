import { formatPosition } from '../../../../shared/domain/position.ts';
import type { RecordEntry } from '../../../../shared/domain/record.ts';
import { fieldsOf } from './record-fields.ts';
import type { Field, FieldGroup, FieldValue } from './record-fields.ts';

export interface ComparedField {
  readonly key: string;
  readonly label: string;
  /** null where that record has no such field, e.g. a channel that did not exist then. */
  readonly before: FieldValue | null;
  readonly after: FieldValue | null;
  readonly differs: boolean;
}

export interface ComparedGroup {
  readonly key: string;
  readonly title: string;
  readonly fields: readonly ComparedField[];
}

/** Lays two records of one server side by side, the older first. */
export function compareRecords(one: RecordEntry, other: RecordEntry): readonly ComparedGroup[] {
  const [before, after] = one.readAt <= other.readAt ? [one, other] : [other, one];
  const was = fieldsOf(before);
  const is = fieldsOf(after);
  const appeared = is.filter((group) => !was.some((known) => known.key === group.key));
  return insertBeforeLog(was, appeared).map((group) =>
    compareGroup(
      group,
      was.find((known) => known.key === group.key),
      is.find((known) => known.key === group.key),
    ),
  );
}

/** How many fields differ. */
export function differences(groups: readonly ComparedGroup[]): number {
  return groups.flatMap((group) => group.fields).filter((field) => field.differs).length;
}

/** What a value is when copied: exact, without grouping of digits. */
export function plainText(value: FieldValue): string {
  return value.kind === 'position' ? formatPosition(value.position) : value.text;
}

function insertBeforeLog(groups: readonly FieldGroup[], more: readonly FieldGroup[]): readonly FieldGroup[] {
  const log = groups.findIndex((group) => group.key === 'log');
  return [...groups.slice(0, log), ...more, ...groups.slice(log)];
}

function compareGroup(group: FieldGroup, was: FieldGroup | undefined, is: FieldGroup | undefined): ComparedGroup {
  const fields = [...(was?.fields ?? [])];
  for (const field of is?.fields ?? []) {
    if (!fields.some((known) => known.key === field.key)) fields.push(field);
  }
  return {
    key: group.key,
    title: group.title,
    fields: fields.map((field) => compareField(field, was, is)),
  };
}

function compareField(field: Field, was: FieldGroup | undefined, is: FieldGroup | undefined): ComparedField {
  const before = valueIn(was, field.key);
  const after = valueIn(is, field.key);
  const differs = said(before) !== said(after);
  return { key: field.key, label: field.label, before, after, differs };
}

/** What it says; null where it says nothing: “no error” and no channel are not a difference. */
function said(value: FieldValue | null): string | null {
  return value === null || value.kind === 'absent' ? null : plainText(value);
}

function valueIn(group: FieldGroup | undefined, key: string): FieldValue | null {
  return group?.fields.find((field) => field.key === key)?.value ?? null;
}
