import type { JSX, ReactNode } from 'react';
import classes from './meter.module.css';

/** Meters beside one another, as many in a row as there is room for. */
export function Meters({ children }: { readonly children: ReactNode }): JSX.Element {
  return <dl className={classes['meters']}>{children}</dl>;
}

interface MeterProps {
  readonly name: string;
  readonly value: string;
  /** What it is to be compared with, or what it is measured over; may be empty. */
  readonly of: string;
}

/** A number that changes. */
export function Meter({ name, value, of }: MeterProps): JSX.Element {
  return (
    <div className={classes['meter']}>
      <dt>{name}</dt>
      <dd>{value}</dd>
      <small>{of}</small>
    </div>
  );
}
