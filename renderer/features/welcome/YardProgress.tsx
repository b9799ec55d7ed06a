import type { JSX } from 'react';
import { Button } from '../../ui/controls/Button.tsx';
import { Icon } from '../../ui/controls/Icon.tsx';
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx';
import { useWords } from '../../ui/state/use-words.ts';
import classes from './welcome.module.css';
import type { YardRise } from './yard-rise.ts';

interface YardProgressProps {
  readonly rise: Exclude<YardRise, { kind: 'idle' }>;
  readonly onCancel: () => void;
  readonly onAgain: () => void;
}

/** What starting the yard is doing, line by line, and how it ended. */
export function YardProgress({ rise, onCancel, onAgain }: YardProgressProps): JSX.Element {
  const lines = rise.kind === 'up' ? ['Replication runs everywhere. Opening the map…'] : rise.lines;
  return (
    <section className={classes['rise']} aria-labelledby="yard-rising">
      <h1 id="yard-rising">{rise.kind === 'failed' ? 'The yard could not be started' : 'Starting the yard'}</h1>
      {(lines.length > 0 || rise.kind === 'rising') && (
        <ol className={classes['steps']} role="log" aria-live="polite">
          {lines.length === 0 && <Line state="now" text="Looking for server programs…" />}
          {lines.map((line, index) => (
            <Line
              key={index}
              state={
                index < lines.length - 1 || rise.kind === 'up' ? 'done' : rise.kind === 'failed' ? 'failed' : 'now'
              }
              text={line}
            />
          ))}
        </ol>
      )}
      {rise.kind === 'failed' && <ErrorNotice error={rise.error} />}
      <div className={classes['actions']}>
        {rise.kind === 'failed' && (
          <Button kind="primary" onClick={onAgain}>
            Try again
          </Button>
        )}
        {rise.kind !== 'up' && (
          <Button kind="ghost" onClick={onCancel}>
            {rise.kind === 'failed' ? 'Back' : 'Cancel'}
          </Button>
        )}
      </div>
    </section>
  );
}

function Line({ state, text }: { readonly state: 'done' | 'now' | 'failed'; readonly text: string }): JSX.Element {
  const words = useWords();
  return (
    <li>
      {state === 'now' ? (
        <span className={classes['turning']} />
      ) : (
        <Icon name={state === 'done' ? 'check' : 'minus'} size={14} />
      )}
      {words(text)}
    </li>
  );
}
