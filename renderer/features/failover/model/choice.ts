import type { ServerId } from '../../../../shared/domain/server.ts';

/** Who takes over, who is left out, and how long the old source is kept closed. */
export interface FailoverChoice {
  /** null: the best candidate. */
  readonly to: ServerId | null;
  readonly leaveBehind: readonly ServerId[];
  readonly dutyHours: number; // h; 0: nobody keeps it closed
}

export const usualChoice: FailoverChoice = { to: null, leaveBehind: [], dutyHours: 24 };

const mostDutyHours = 720; // h, as the request takes them

/** Who takes over can't be left behind. */
export function candidateChosen(choice: FailoverChoice, to: ServerId): FailoverChoice {
  return { ...choice, to, leaveBehind: choice.leaveBehind.filter((server) => server !== to) };
}

/** The hours as typed; null where they are none. */
export function hoursTyped(text: string): number | null {
  const hours = Number(text.trim());
  return text.trim() !== '' && Number.isInteger(hours) && hours >= 0 && hours <= mostDutyHours ? hours : null;
}
