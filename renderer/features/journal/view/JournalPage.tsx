import type { JSX } from 'react';
import { Button } from '../../../ui/controls/Button.tsx';
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx';
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx';
import { Page } from '../../../ui/layout/Page.tsx';
import { valueOf } from '../../../ui/loaded.ts';
import { useServerNames } from '../../../ui/state/use-server-names.ts';
import { timeText } from '../../../ui/text/age.ts';
import { ofKind } from '../model/journal-list.ts';
import type { JournalListStore, JournalListState } from '../store/journal-list-store.ts';
import { useJournalList } from '../store/use-journal-list.ts';
import { IncidentsLink } from '../incident/IncidentsLink.tsx';
import { JournalFilters } from './JournalFilters.tsx';
import { JournalList } from './JournalList.tsx';
import { VerifyButton } from './VerifyButton.tsx';
import classes from './journal.module.css';

interface Part {
  readonly store: JournalListStore;
  readonly state: JournalListState;
}

/** Everything that was recorded and done, newest first. */
export function JournalPage(): JSX.Element {
  const { store, state } = useJournalList();
  const known = valueOf(state.items);
  const footer = state.compared === null ? {} : { footer: <CompareBar store={store} state={state} /> };
  return (
    <Page
      title="Journal"
      actions={
        <>
          <JournalFilters store={store} filter={state.filter} />
          <IncidentsLink cluster={state.filter.cluster} />
          <VerifyButton />
        </>
      }
      {...footer}
    >
      {state.items.kind === 'failed' && <ErrorNotice error={state.items.error} />}
      {state.items.kind === 'loading' && (
        <p role="status" className={classes['dim']}>
          Reading the journal…
        </p>
      )}
      {known !== null && <Entries store={store} state={state} />}
    </Page>
  );
}

function Entries({ store, state }: Part): JSX.Element {
  const { filter, older } = state;
  const known = valueOf(state.items) ?? [];
  const shown = ofKind(known, filter.kind);
  if (known.length === 0) {
    return (
      <EmptyState icon="journal" title="Nothing is recorded yet">
        Positions are written down before every change, whenever a thread stops, and when you say “Record now”.
      </EmptyState>
    );
  }
  return (
    <div className={classes['list']}>
      {shown.length === 0 && (
        <p className={classes['dim']}>
          {filter.kind === 'operation' ? 'No operation' : 'No record'} among the newest {known.length} entries.
        </p>
      )}
      <JournalList items={shown} store={store} state={state} />
      {older === 'end' ? (
        <p className={classes['dim']}>This is where the journal begins.</p>
      ) : (
        <Button busy={older === 'loading'} onClick={() => void store.loadOlder()}>
          Show older entries
        </Button>
      )}
    </div>
  );
}

function CompareBar({ store, state }: Part): JSX.Element {
  const name = useServerNames();
  const { compared } = state;
  if (compared === null) return <></>;
  return (
    <>
      <span role="status">
        Comparing the record of <b>{name(compared.server)}</b> of {timeText(compared.at)}: choose another record of{' '}
        {name(compared.server)}.
      </span>
      <Button kind="ghost" onClick={() => store.compare(null)}>
        Cancel
      </Button>
    </>
  );
}
