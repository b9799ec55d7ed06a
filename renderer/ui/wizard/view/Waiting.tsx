import type { JSX, ReactNode } from 'react';
import classes from './wizard.module.css';

/** Says what is being waited for; read aloud. */
export function Waiting({ children }: { readonly children: ReactNode }): JSX.Element {
  return (
    <p className={classes['waiting']} role="status">
      <span className={classes['spinner']} aria-hidden />
      {children}
    </p>
  );
}
