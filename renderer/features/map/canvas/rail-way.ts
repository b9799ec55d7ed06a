import { centreOf, type Box, type Point } from '../model/geometry.ts';
import type { Layout } from '../model/layout.ts';
import type { Rail } from '../model/rails.ts';

export interface Way {
  readonly points: readonly Point[];
  readonly chipAt: Point;
}

const chipAbove = 25; // px above the card that the rail ends at
const sideways = 30; // px beside the cards

/**
 * The way of a rail: the layout's where the source is above the server, else around the right side of both (rings,
 * second sources). null where an end is not on the map.
 */
export function wayOf(rail: Rail, layout: Layout): Way | null {
  const from = layout.cards.get(rail.from);
  const to = layout.cards.get(rail.to);
  if (from === undefined || to === undefined) return null;
  const laid = layout.rails.get(rail.to);
  if (laid?.from !== rail.from) return sideWay(from, to);
  return { points: laid.points, chipAt: { x: to.x + to.width / 2, y: to.y - chipAbove } };
}

function sideWay(from: Box, to: Box): Way {
  const x = Math.max(from.x + from.width, to.x + to.width) + sideways;
  const start = { x: from.x + from.width, y: centreOf(from).y };
  const end = { x: to.x + to.width, y: centreOf(to).y };
  return {
    points: [start, { x, y: start.y }, { x, y: end.y }, end],
    chipAt: { x, y: (start.y + end.y) / 2 },
  };
}
