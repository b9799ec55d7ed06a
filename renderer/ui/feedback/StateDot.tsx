import type { JSX, ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import classes from './feedback.module.css';

export type State = 'ok' | 'warn' | 'bad' | 'idle';

/** A disc, a triangle, a square, a ring: told apart without colour. */
const shapes: Record<State, JSX.Element> = {
  ok: <circle cx="5" cy="5" r="4" fill="currentColor" />,
  warn: <path d="M5 0.8 9.6 9.2H0.4z" fill="currentColor" />,
  bad: <rect x="1" y="1" width="8" height="8" rx="1" fill="currentColor" />,
  idle: <circle cx="5" cy="5" r="3.2" fill="none" stroke="currentColor" strokeWidth="1.6" />,
};

interface StateDotProps {
  readonly state: State;
  /** The word beside it. */
  readonly children: ReactNode;
}

/** A state by shape, colour and word. */
export function StateDot({ state, children }: StateDotProps): JSX.Element {
  return (
    <span className={classes['state']}>
      <svg className={classNames(classes['shape'], classes[state])} viewBox="0 0 10 10" aria-hidden>
        {shapes[state]}
      </svg>
      <span>{children}</span>
    </span>
  );
}
