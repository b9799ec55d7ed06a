import type { JSX } from 'react';
import type { StateLook } from './step-state.ts';

/** Drawings on a 16 × 16 grid: each state has its own outline, so that it is told without colour. */
const drawings: Readonly<Record<StateLook['shape'], JSX.Element>> = {
  ring: <circle cx="8" cy="8" r="5.5" strokeDasharray="2 2.3" />,
  half: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" stroke="none" />
    </>
  ),
  check: <path d="M2.5 8.5 6.3 12.5 13.5 4" />,
  cross: <path d="M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5" />,
  question: <path d="M5.2 5.8A2.8 2.8 0 1 1 9 8.3c-.8.4-1 .8-1 1.7M8 12.8v.1" />,
  back: <path d="M6.5 3 3 6.5 6.5 10M3.4 6.5H9a3.6 3.6 0 0 1 0 7.2H6" />,
  dash: <path d="M4 8h8" />,
};

/** A state's shape, beside its word. */
export function StepShape({ shape }: { readonly shape: StateLook['shape'] }): JSX.Element {
  return (
    <svg
      width="15"
      height="15"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.9"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      {drawings[shape]}
    </svg>
  );
}
