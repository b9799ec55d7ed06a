import type { JSX } from 'react';
import { Icon } from '../../../ui/controls/Icon.tsx';
import { useNow } from '../../../ui/state/use-now.ts';
import { Age } from '../../../ui/text/Age.tsx';
import classes from '../map.module.css';
import { oldAfterMs } from '../model/map-state.ts';

/** Whether a reading is too old to be shown as the present. */
export function useIsOld(readAt: number, pollIntervalMs: number): boolean {
  return useNow() - readAt > oldAfterMs(pollIntervalMs);
}

/** Says on the map how old it is. */
export function OldReading({ at }: { readonly at: number }): JSX.Element {
  return (
    <div className={classes['said']} role="status">
      <Icon name="clock" />
      <span>
        Not the present: last read <Age at={at} />
      </span>
    </div>
  );
}
