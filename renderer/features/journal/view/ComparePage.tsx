import { useState, type JSX } from 'react';
import type { RecordEntry } from '../../../../shared/domain/record.ts';
import { LinkButton } from '../../../ui/controls/Button.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { Page } from '../../../ui/layout/Page.tsx';
import { paths } from '../../../ui/route/paths.ts';
import { useBridgeCall } from '../../../ui/state/use-bridge-call.ts';
import { useServerNames } from '../../../ui/state/use-server-names.ts';
import { compareRecords, differences } from '../model/compare.ts';
import { CompareTable } from './CompareTable.tsx';
import classes from './journal.module.css';

interface ComparePageProps {
  readonly left: string;
  readonly right: string;
}

/** Two records of one server side by side. */
export function ComparePage({ left, right }: ComparePageProps): JSX.Element {
  const one = useBridgeCall('journal.record', { id: left }).result;
  const other = useBridgeCall('journal.record', { id: right }).result;
  if (one.kind === 'ready' && other.kind === 'ready') return <Comparison one={one.value} other={other.value} />;
  return (
    <Page title="Compare two records">
      {[one, other].map((record, index) =>
        record.kind === 'failed' ? <ErrorNotice key={index} error={record.error} /> : null,
      )}
    </Page>
  );
}

function Comparison({ one, other }: { readonly one: RecordEntry; readonly other: RecordEntry }): JSX.Element {
  const name = useServerNames();
  const [only, setOnly] = useState(false);
  const [before, after] = one.readAt <= other.readAt ? [one, other] : [other, one];
  const groups = compareRecords(before, after);
  const count = differences(groups);
  return (
    <Page
      title={`Two records of ${name(before.server)}`}
      actions={
        <>
          <span role="status" className={classes['dim']}>
            {count === 0 ? 'No difference' : count === 1 ? '1 difference' : `${count} differences`}
          </span>
          <label className={classes['check']}>
            <input type="checkbox" checked={only} onChange={(event) => setOnly(event.target.checked)} />
            Only differences
          </label>
          <LinkButton href={paths.journal()} kind="quiet" icon="back">
            Journal
          </LinkButton>
        </>
      }
    >
      {before.server !== after.server && (
        <p className={classes['mixed']} role="alert">
          These are records of two servers, {name(before.server)} and {name(after.server)}: their positions can’t be
          compared.
        </p>
      )}
      <CompareTable before={before} after={after} groups={groups} only={only} />
    </Page>
  );
}
