import { useEffect, useState, type JSX } from 'react';
import { reportOf } from '../../../../shared/domain/errors.ts';
import type { OperationDetail } from '../../../../shared/domain/journal.ts';
import type { RecordEntry } from '../../../../shared/domain/record.ts';
import type { Bridge } from '../../../../shared/ipc/bridge.ts';
import { LinkButton } from '../../../ui/controls/Button.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { Page } from '../../../ui/layout/Page.tsx';
import { failed, loading, ready } from '../../../ui/loaded.ts';
import type { Loaded } from '../../../ui/loaded.ts';
import { paths } from '../../../ui/route/paths.ts';
import { useSignalbox } from '../../../ui/state/signalbox.ts';
import { OperationView } from './OperationView.tsx';
import { RecordView } from './RecordView.tsx';

type Entry =
  | { readonly kind: 'record'; readonly record: RecordEntry }
  | { readonly kind: 'operation'; readonly operation: OperationDetail };

/** One entry of the journal in full, whichever kind it is. */
export function EntryPage({ id }: { readonly id: string }): JSX.Element {
  const entry = useEntry(id);
  if (entry.kind === 'ready') {
    const found = entry.value;
    return found.kind === 'record' ? <RecordView record={found.record} /> : <OperationView detail={found.operation} />;
  }
  return (
    <Page title="Journal entry">
      {entry.kind === 'failed' && (
        <ErrorNotice
          error={entry.error}
          actions={<LinkButton href={paths.journal()}>Back to the journal</LinkButton>}
        />
      )}
    </Page>
  );
}

function useEntry(id: string): Loaded<Entry> {
  const { bridge } = useSignalbox();
  const [entry, setEntry] = useState<Loaded<Entry>>(loading);
  useEffect(() => {
    let current = true;
    findEntry(bridge, id).then(
      (found) => current && setEntry(ready(found)),
      (thrown: unknown) => current && setEntry((before) => failed(before, reportOf(thrown))),
    );
    return () => {
      current = false;
    };
  }, [bridge, id]);
  return entry;
}

/** An id does not say of which kind it is. */
async function findEntry(bridge: Bridge, id: string): Promise<Entry> {
  try {
    return { kind: 'record', record: await bridge.call('journal.record', { id }) };
  } catch (thrown) {
    if (reportOf(thrown).code !== 'journal-entry-unknown') throw thrown;
    return { kind: 'operation', operation: await bridge.call('journal.operation', { id }) };
  }
}
