import type { JSX } from 'react';
import { useNow } from '../state/use-now.ts';
import { ageText, timeText } from './age.ts';

/** How long ago something was (epoch ms), ticking: “3 s ago”. The full time shows on hover. */
export function Age({ at }: { readonly at: number }): JSX.Element {
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={timeText(at)}>
      {ageText(at, now)}
    </time>
  );
}
