import type { ServerId } from '../../../../shared/domain/server.ts';
import { centreOf, type Box } from './geometry.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

const asides = 2.5; // being off the line counts this much more than being far along it

/** The card to go to from `from` with an arrow key, or null at the edge of the map. */
export function neighbour(cards: ReadonlyMap<ServerId, Box>, from: ServerId, direction: Direction): ServerId | null {
  const start = cards.get(from);
  if (start === undefined) return null;
  const origin = centreOf(start);
  let best: { readonly server: ServerId; readonly cost: number } | null = null;
  for (const [server, box] of cards) {
    const centre = centreOf(box);
    const right = centre.x - origin.x;
    const down = centre.y - origin.y;
    const along = { up: -down, down, left: -right, right }[direction];
    const across = Math.abs(direction === 'up' || direction === 'down' ? right : down);
    const cost = along + across * asides;
    if (along > 0 && (best === null || cost < best.cost)) best = { server, cost };
  }
  return best?.server ?? null;
}
