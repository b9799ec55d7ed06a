import type { JSX, ReactNode } from 'react';
import { CopyButton } from '../controls/CopyButton.tsx';
import classes from './text.module.css';

interface MonoProps {
  readonly children: ReactNode;
  /** With it a copy button appears on hover, named by `what`. */
  readonly copy?: { readonly text: string; readonly what: string };
}

/** Truth from a server: host names, GTID sets, numbers. Wraps, is never cut. */
export function Mono({ children, copy }: MonoProps): JSX.Element {
  if (copy === undefined) return <span className={classes['mono']}>{children}</span>;
  return (
    <span className={classes['copyable']}>
      <span className={classes['mono']}>{children}</span>
      <CopyButton {...copy} />
    </span>
  );
}
