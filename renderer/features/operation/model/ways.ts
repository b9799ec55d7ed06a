import type { WayOut } from '../../../../shared/plans/unfinished-operation.ts';

/** What each way out is called on its button and does, in `{source}` words. */
export const wayWords: Readonly<Record<WayOut['way'], { readonly title: string; readonly does: string }>> = {
  continue: {
    title: 'Continue',
    does: 'It is carried out to its end. What is proved already is only looked at again.',
  },
  undo: {
    title: 'Undo',
    does: 'What it began is taken back in reverse order, each step proved.',
  },
  'hand-over': {
    title: 'Hand over',
    does: 'Signalbox leaves everything as it is and closes the operation; a person does the rest with the rescue sheet.',
  },
};

/** The way that is proposed: on, else back, else by hand; null where none is open. */
export function proposed(ways: readonly WayOut[]): WayOut['way'] | null {
  const order: readonly WayOut['way'][] = ['continue', 'undo', 'hand-over'];
  return order.find((way) => ways.some((one) => one.way === way && one.allowed)) ?? null;
}
