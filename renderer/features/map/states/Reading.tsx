import type { JSX } from 'react';
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx';
import classes from './states.module.css';

interface ReadingProps {
  readonly title: string;
  readonly seeds: readonly string[];
}

const shownSeeds = 6;

/** Something is being waited for: says what. */
export function Reading({ title, seeds }: ReadingProps): JSX.Element {
  const more = seeds.length - shownSeeds;
  return (
    <div role="status" style={{ height: '100%' }}>
      <EmptyState icon="server" title={title}>
        <span className={classes['seeds']}>
          {seeds.slice(0, shownSeeds).join(', ')}
          {more > 0 && ` and ${more} more`}
        </span>
        <span className={classes['pulse']} style={{ display: 'block', marginInline: 'auto' }} />
      </EmptyState>
    </div>
  );
}
