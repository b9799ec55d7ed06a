import type { JSX } from 'react';
import type { OperationResult, Outcome } from '../../../shared/plans/outcome.ts';
import { classNames } from '../class-names.ts';
import { Icon } from '../controls/Icon.tsx';
import type { IconName } from '../controls/icon-paths.ts';
import { outcomeSentence } from './outcome-text.ts';
import { useSaid } from '../state/use-said.ts';
import { durationText } from '../text/age.ts';
import { cureInWindow, wayInWindow } from './cure-text.ts';
import classes from './outcome.module.css';

interface OutcomeBannerProps {
  readonly result: OperationResult;
  /** What a done operation came to, without a full stop. */
  readonly done: string | null;
}

const looks: Readonly<Record<Outcome, { readonly icon: IconName; readonly tone: 'ok' | 'warn' | 'bad' }>> = {
  done: { icon: 'check', tone: 'ok' },
  refused: { icon: 'stop', tone: 'bad' },
  undone: { icon: 'swap', tone: 'warn' },
  'needs-operator': { icon: 'warning', tone: 'bad' },
};

/** The outcome in a sentence, why, and the ways out where a person is needed. */
export function OutcomeBanner({ result, done }: OutcomeBannerProps): JSX.Element {
  const said = useSaid();
  const look = looks[result.outcome];
  const blocks = result.guards.filter((guard) => guard.verdict === 'block');
  return (
    <section className={classNames(classes['banner'], classes[look.tone])} aria-label="Outcome">
      <Icon name={look.icon} size={22} />
      <div>
        <h2 role="status">{said(outcomeSentence(result, done))}</h2>
        {result.outcome === 'done' && result.writeBlockedMs !== null && (
          <p>
            Writes were blocked for {durationText(result.writeBlockedMs)}, measured from the statement that stopped
            them.
          </p>
        )}
        {result.error !== null && <p>{said(result.error.message)}</p>}
        {result.outcome === 'refused' && (
          <ul>
            {blocks.map((guard) => (
              <li key={`${guard.code}@${guard.server ?? ''}`}>
                {said(guard.message)} {guard.cure !== null && said(cureInWindow(guard.cure))}
              </li>
            ))}
          </ul>
        )}
        {result.waysOut.length > 0 && (
          <ol aria-label="Ways out">
            {result.waysOut.map((way) => (
              <li key={way}>{said(wayInWindow(way))}</li>
            ))}
          </ol>
        )}
      </div>
    </section>
  );
}
