import { useEffect, useState, type JSX } from 'react';
import { durationText } from '../../text/age.ts';
import type { Blocked } from '../model/run.ts';
import classes from './wizard.module.css';

const everyMs = 100;

/** How long writes have been blocked, ticking while they are. */
export function BlockedClock({ blocked }: { readonly blocked: Blocked }): JSX.Element {
  const now = useTick(blocked.kind === 'since');
  switch (blocked.kind) {
    case 'not-yet':
      return <p className={classes['clock']}>not yet</p>;
    case 'since': {
      const text = durationText(Math.max(0, now - blocked.at));
      return (
        <p className={classes['clock']} role="timer" aria-label="Writes blocked for">
          <b>{blocked.exact ? text : `at least ${text}`}</b>
        </p>
      );
    }
    case 'over':
      return (
        <p className={classes['clock']}>
          <b>{durationText(blocked.ms)}</b> as seen from here; writes are possible again
        </p>
      );
  }
}

/** The time, epoch ms, while `on`. */
function useTick(on: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!on) return;
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [on]);
  return now;
}
