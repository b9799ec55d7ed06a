import type { JSX } from 'react';
import { classNames } from '../../../ui/class-names.ts';
import type { JournalFilter, KindFilter } from '../model/journal-list.ts';
import type { JournalListStore } from '../store/journal-list-store.ts';
import { ClusterSelect } from './ClusterSelect.tsx';
import classes from './journal.module.css';

interface JournalFiltersProps {
  readonly store: JournalListStore;
  readonly filter: JournalFilter;
}

const kinds: readonly (readonly [kind: KindFilter, word: string])[] = [
  ['all', 'All'],
  ['operation', 'Operations'],
  ['record', 'Records'],
];

/** Which cluster's entries are shown, and which kind. */
export function JournalFilters({ store, filter }: JournalFiltersProps): JSX.Element {
  return (
    <>
      <ClusterSelect cluster={filter.cluster} onChange={(cluster) => store.showCluster(cluster)} />
      <div role="radiogroup" aria-label="Kind" className={classes['kinds']}>
        {kinds.map(([kind, word]) => (
          <label key={kind} className={classNames(filter.kind === kind && classes['on'])}>
            <input
              type="radio"
              name="kind"
              className="visually-hidden"
              checked={filter.kind === kind}
              onChange={() => store.showKind(kind)}
            />
            {word}
          </label>
        ))}
      </div>
    </>
  );
}
