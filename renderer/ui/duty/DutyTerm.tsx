import type { JSX } from 'react';
import type { Duty } from '../../../shared/domain/duty.ts';
import { useNow } from '../state/use-now.ts';
import { spanText, timeText } from '../text/age.ts';
import classes from './duty.module.css';

/** Until when a server is kept closed, counting down; nothing where that is over. */
export function DutyTerm({ duty }: { readonly duty: Duty }): JSX.Element | null {
  const now = useNow();
  if (duty.ended !== null) return null;
  return (
    <p className={classes['term']}>
      Kept closed until {timeText(duty.until)}, <span>{spanText(duty.until - now)} left</span>
    </p>
  );
}
