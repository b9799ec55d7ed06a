import type { JSX, ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import classes from './feedback.module.css';

interface TagProps {
  readonly children: ReactNode;
  /** `ok`, `warn` and `bad` are states and always come with a word. `production` is for environments alone. */
  readonly tone?: 'neutral' | 'accent' | 'ok' | 'warn' | 'bad' | 'production';
  readonly title?: string;
}

/** A word or two in a box. */
export function Tag({ children, tone = 'neutral', title }: TagProps): JSX.Element {
  return (
    <span className={classNames(classes['tag'], classes[tone])} title={title}>
      {children}
    </span>
  );
}
