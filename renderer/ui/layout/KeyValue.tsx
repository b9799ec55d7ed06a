import { Fragment, type JSX, type ReactNode } from 'react';
import classes from './layout.module.css';

interface KeyValueProps {
  /** Rows in order; a row whose value is null is left out. */
  readonly rows: readonly (readonly [key: string, value: ReactNode])[];
}

/** Facts by name. */
export function KeyValue({ rows }: KeyValueProps): JSX.Element {
  return (
    <dl className={classes['keys']}>
      {rows
        .filter(([, value]) => value !== null)
        .map(([key, value]) => (
          <Fragment key={key}>
            <dt>{key}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
