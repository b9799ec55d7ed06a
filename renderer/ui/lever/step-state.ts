import type { StepState } from '../../../shared/plans/outcome.ts';

export interface StateLook {
  /** Said beside the shape, never the colour alone. */
  readonly word: string;
  readonly shape: 'ring' | 'half' | 'check' | 'cross' | 'question' | 'back' | 'dash';
  readonly tone: 'faint' | 'accent' | 'ok' | 'bad' | 'warn';
}

/** How a step's state is shown: word, shape and colour. */
const stateLooks: Readonly<Record<StepState, StateLook>> = {
  pending: { word: 'waiting', shape: 'ring', tone: 'faint' },
  running: { word: 'running', shape: 'half', tone: 'accent' },
  proved: { word: 'proved', shape: 'check', tone: 'ok' },
  failed: { word: 'failed', shape: 'cross', tone: 'bad' },
  unknown: { word: 'unknown', shape: 'question', tone: 'warn' },
  undoing: { word: 'undoing', shape: 'half', tone: 'warn' },
  undone: { word: 'undone', shape: 'back', tone: 'warn' },
  'undo-failed': { word: 'undo failed', shape: 'cross', tone: 'bad' },
  skipped: { word: 'skipped', shape: 'dash', tone: 'faint' },
};

const notRun: StateLook = { word: 'not run', shape: 'dash', tone: 'faint' };

/** How a step's state is shown; in a report nothing waits any more. */
export function lookOf(state: StepState, ended: boolean): StateLook {
  return ended && state === 'pending' ? notRun : stateLooks[state];
}
