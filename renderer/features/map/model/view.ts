import { centreOf, type Box, type Size } from './geometry.ts';

/** How the map lies in its window: window px = map px × zoom + offset. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export const zoomLimits = { least: 0.08, most: 1.6 };
const closestFit = 1.25;
const margin = 36; // px of the window, on each side
const tools = 20; // px more at the lower edge, for the zoom buttons
const readable = 0.6; // zoom

/** The view that shows all of `box` in the middle of a window, not closer than what reads well. */
export function viewOf(box: Box, window: Size): View {
  const fitting = Math.min((window.width - 2 * margin) / box.width, (window.height - 2 * margin - tools) / box.height);
  return centred(box, window, Math.min(closestFit, Math.max(zoomLimits.least, fitting)));
}

/**
 * The view on some chosen cards: the same object if they are in view and can be read, else centred, and close enough to
 * be read where that shows all of them.
 */
export function viewOfChosen(box: Box, window: Size, now: View): View {
  if (now.zoom >= readable && viewRevealing(box, window, now) === now) return now;
  const fitting = viewOf(box, window).zoom;
  return centred(box, window, Math.min(fitting, Math.max(now.zoom, readable)));
}

function centred(box: Box, window: Size, zoom: number): View {
  const centre = centreOf(box);
  return { x: window.width / 2 - centre.x * zoom, y: (window.height - tools) / 2 - centre.y * zoom, zoom };
}

/** The view moved as little as needed for `box` to be inside the window; the same object if it is already. */
export function viewRevealing(box: Box, window: Size, now: View): View {
  const shift = (from: number, length: number, room: number): number => {
    if (from < margin) return margin - from;
    return from + length > room - margin ? room - margin - from - length : 0;
  };
  const x = shift(box.x * now.zoom + now.x, box.width * now.zoom, window.width);
  const y = shift(box.y * now.zoom + now.y, box.height * now.zoom, window.height);
  return x === 0 && y === 0 ? now : { x: now.x + x, y: now.y + y, zoom: now.zoom };
}
