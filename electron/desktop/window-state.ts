import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { z } from 'zod';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the window was, in device-independent pixels. */
export interface WindowState {
  /** null: wherever the system puts it. */
  readonly place: { readonly x: number; readonly y: number } | null;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

export const usualState: WindowState = { place: null, width: 1360, height: 860, maximized: false };

const stored: z.ZodType<WindowState> = z.object({
  place: z.object({ x: z.number().int(), y: z.number().int() }).nullable(),
  width: z.number().int().min(400).max(20_000),
  height: z.number().int().min(300).max(20_000),
  maximized: z.boolean(),
});

/** The state that was kept, moved back onto a display where its title bar could not be reached any more. */
export function readWindowState(path: string, displays: readonly Rectangle[]): WindowState {
  try {
    const state = stored.parse(JSON.parse(readFileSync(path, 'utf8')));
    return state.place !== null && isReachable(state.place, displays) ? state : { ...state, place: null };
  } catch {
    return usualState;
  }
}

/** Rejects with Node's error where it can't be written; the caller may ignore that. */
export async function keepWindowState(path: string, state: WindowState): Promise<void> {
  await writeFile(path, `${JSON.stringify(state)}\n`);
}

const grip = 40; // px of the title bar that must be on a display

function isReachable(place: { readonly x: number; readonly y: number }, displays: readonly Rectangle[]): boolean {
  return displays.some(
    (display) =>
      place.x + grip > display.x &&
      place.x + grip < display.x + display.width &&
      place.y >= display.y &&
      place.y + grip < display.y + display.height,
  );
}
