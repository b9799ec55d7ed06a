import type { StepState, StepView } from '../../../../shared/plans/outcome.ts';

type Counted = 'proved' | 'unknown' | 'failed' | 'undone' | 'waiting';

const counted: Readonly<Record<StepState, Counted | null>> = {
  pending: 'waiting',
  running: 'unknown',
  proved: 'proved',
  failed: 'failed',
  unknown: 'unknown',
  undoing: 'unknown',
  undone: 'undone',
  'undo-failed': 'failed',
  skipped: null,
};

const order: readonly Counted[] = ['proved', 'unknown', 'failed', 'undone', 'waiting'];
const words: Readonly<Record<Counted, string>> = {
  proved: 'proved',
  unknown: 'begun and not proved',
  failed: 'failed',
  undone: 'undone',
  waiting: 'not begun',
};

/** `Of 9 steps 3 are proved, 1 begun and not proved, 5 not begun`: how far an operation came that runs no more. */
export function progressText(steps: readonly StepView[]): string {
  const states = steps.map((step) => counted[step.state]).filter((state) => state !== null);
  const parts = order.flatMap((state) => {
    const count = states.filter((one) => one === state).length;
    return count === 0 ? [] : [`${String(count)} ${words[state]}`];
  });
  return `Of ${String(states.length)} steps: ${parts.join(', ')}`;
}

/** It ended by itself, with steps that failed; otherwise its program ended first. */
export function stoppedHalfWay(steps: readonly StepView[]): boolean {
  return (
    steps.some(({ state }) => counted[state] === 'failed') && steps.every(({ state }) => counted[state] !== 'unknown')
  );
}
