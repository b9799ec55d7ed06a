import { Fragment, type JSX } from 'react';
import type { RecordEntry } from '../../../../shared/domain/record.ts';
import { paths } from '../../../ui/route/paths.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import { timeText } from '../../../ui/text/age.ts';
import { classNames } from '../../../ui/class-names.ts';
import type { ComparedField, ComparedGroup } from '../model/compare.ts';
import type { FieldValue } from '../model/record-fields.ts';
import { FieldValueView } from './FieldValueView.tsx';
import { reasonWords } from '../../../ui/text/reasons.ts';
import classes from './compare.module.css';

interface CompareTableProps {
  readonly before: RecordEntry;
  readonly after: RecordEntry;
  readonly groups: readonly ComparedGroup[];
  readonly only: boolean;
}

/** Every field of both records, the older at the left; what differs is marked by a sign and a colour. */
export function CompareTable({ before, after, groups, only }: CompareTableProps): JSX.Element {
  const words = useWords();
  const shown = groups
    .map((group) => ({ ...group, fields: group.fields.filter((field) => field.differs || !only) }))
    .filter((group) => group.fields.length > 0);
  return (
    <table className={classes['table']}>
      <thead>
        <tr>
          <th scope="col">Setting</th>
          <RecordHead record={before} />
          <RecordHead record={after} />
        </tr>
      </thead>
      <tbody>
        {shown.map((group) => (
          <Fragment key={group.key}>
            <tr>
              <th scope="colgroup" colSpan={3} className={classes['group']}>
                {words(group.title)}
              </th>
            </tr>
            {group.fields.map((field) => (
              <Row key={field.key} field={field} />
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function RecordHead({ record }: { readonly record: RecordEntry }): JSX.Element {
  const words = useWords();
  return (
    <th scope="col">
      <a href={paths.journalEntry(record.id)}>{timeText(record.readAt)}</a>, {words(reasonWords[record.reason])}
    </th>
  );
}

function Row({ field }: { readonly field: ComparedField }): JSX.Element {
  const words = useWords();
  const label = words(field.label);
  return (
    <tr className={classNames(field.differs && classes['differs'])}>
      <th scope="row">
        {label} {field.differs && <span className={classes['sign']} role="img" aria-label="differs" />}
      </th>
      <Cell value={field.before} what={`${label}, older`} />
      <Cell value={field.after} what={`${label}, newer`} />
    </tr>
  );
}

function Cell({ value, what }: { readonly value: FieldValue | null; readonly what: string }): JSX.Element {
  return (
    <td>
      {value === null ? (
        <span className={classes['none']}>not there</span>
      ) : (
        <FieldValueView value={value} what={what} />
      )}
    </td>
  );
}
