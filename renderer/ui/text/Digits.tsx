import type { JSX } from 'react';
import { digitGroups } from './digits.ts';
import classes from './text.module.css';

/** A whole number with its digits grouped for the eye; selected and copied it has no gaps. */
export function Digits({ value }: { readonly value: number }): JSX.Element {
  return (
    <span className={classes['digits']}>
      {digitGroups(value).map((group, index) => (
        <span key={index} className={classes['group']}>
          {group}
        </span>
      ))}
    </span>
  );
}
