import type { ServerId } from '../../../../shared/domain/server.ts';

/** Who takes over, and who is left out. */
export interface SwitchoverChoice {
  readonly to: ServerId | null;
  readonly leaveBehind: readonly ServerId[];
}

export const noChoice: SwitchoverChoice = { to: null, leaveBehind: [] };

/** Another candidate starts with nobody left behind. */
export function candidateChosen(to: ServerId): SwitchoverChoice {
  return { to, leaveBehind: [] };
}
