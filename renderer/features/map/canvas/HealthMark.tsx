import type { JSX } from 'react';
import type { Health } from '../../../ui/topology/health.ts';
import classes from './canvas.module.css';

/** A disc, a triangle, a bar in a square, a cross: states told apart without colour. */
const shapes: Record<Health, JSX.Element> = {
  healthy: <circle cx="6" cy="6" r="4" fill="currentColor" />,
  connecting: <path d="M6 1 11.500 11H.5z" fill="currentColor" />,
  stale: <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="2" />,
  stopped: <path d="M1 1h10v10H1zM3 5v2h6V5z" fill="currentColor" fillRule="evenodd" />,
  unreachable: <path d="m2 2 8 8M10 2 2 10" stroke="currentColor" strokeWidth="2.400" fill="none" />,
};

interface HealthMarkProps {
  readonly health: Health;
  /** px */
  readonly size: number;
}

/** A server's state as a shape. The card's name says it in words. */
export function HealthMark({ health, size }: HealthMarkProps): JSX.Element {
  return (
    <svg
      className={classes['mark']}
      data-health={health}
      style={{ width: size, height: size }}
      viewBox="0 0 12 12"
      aria-hidden
    >
      <title>{health}</title>
      {shapes[health]}
    </svg>
  );
}
