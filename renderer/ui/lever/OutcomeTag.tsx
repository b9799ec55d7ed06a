import type { JSX } from 'react';
import type { Outcome } from '../../../shared/plans/outcome.ts';
import { Icon } from '../controls/Icon.tsx';
import type { IconName } from '../controls/icon-paths.ts';
import { Tag } from '../feedback/Tag.tsx';
import { outcomeWord } from './outcome-text.ts';

interface Look {
  readonly tone: 'ok' | 'warn' | 'bad' | 'neutral';
  readonly icon: IconName;
}

const looks: Readonly<Record<Outcome, Look>> = {
  done: { tone: 'ok', icon: 'check' },
  refused: { tone: 'neutral', icon: 'stop' },
  undone: { tone: 'warn', icon: 'swap' },
  'needs-operator': { tone: 'bad', icon: 'warning' },
};
const open: Look = { tone: 'warn', icon: 'clock' };

/** How an operation ended, by shape, word and colour; null: it has not. */
export function OutcomeTag({ outcome }: { readonly outcome: Outcome | null }): JSX.Element {
  const look = outcome === null ? open : looks[outcome];
  return (
    <Tag tone={look.tone}>
      <Icon name={look.icon} size={12} />
      {outcomeWord(outcome)}
    </Tag>
  );
}
