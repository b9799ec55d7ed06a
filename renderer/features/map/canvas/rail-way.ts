import { centreOf, type Box, type Point } from '../model/geometry.ts';
import { isSmall, type Layout } from '../model/layout.ts';
import type { Rail } from '../model/rails.ts';

export interface Way {
  readonly points: readonly Point[];
  readonly chipAt: Point;
}

const chipAbove = { large: 30, small: 22 }; // px above the card that the rail ends at
const sideways = 30; // px beside or below the cards
const aside = 24; // px from the middle, where other rails begin

/**
 * The way of a rail: the layout's where the source is above the server, else around the cards (rings, second
 * sources). null where an end is not on the map.
 */
export function wayOf(rail: Rail, layout: Layout): Way | null {
  const from = layout.cards.get(rail.from);
  const to = layout.cards.get(rail.to);
  if (from === undefined || to === undefined) return null;
  const laid = layout.rails.get(rail.to);
  if (laid?.from !== rail.from) return sideWay(from, to);
  return {
    points: laid.points,
    chipAt: { x: to.x + to.width / 2, y: to.y - (isSmall(layout) ? chipAbove.small : chipAbove.large) },
  };
}

function sideWay(from: Box, to: Box): Way {
  return from.y === to.y ? wayBelow(from, to) : wayBeside(from, to);
}

/** Between cards of one row: under them. */
function wayBelow(from: Box, to: Box): Way {
  const start = { x: centreOf(from).x + aside, y: from.y + from.height };
  const end = { x: centreOf(to).x + aside, y: to.y + to.height };
  const y = Math.max(start.y, end.y) + sideways;
  return {
    points: [start, { x: start.x, y }, { x: end.x, y }, end],
    chipAt: { x: (start.x + end.x) / 2, y },
  };
}

/** Around the outer side: the left where the source is on the left. */
function wayBeside(from: Box, to: Box): Way {
  const left = centreOf(from).x <= centreOf(to).x;
  const edge = (box: Box): number => (left ? box.x : box.x + box.width);
  const x = left ? Math.min(from.x, to.x) - sideways : Math.max(edge(from), edge(to)) + sideways;
  const start = { x: edge(from), y: centreOf(from).y };
  const end = { x: edge(to), y: centreOf(to).y };
  return {
    points: [start, { x, y: start.y }, { x, y: end.y }, end],
    chipAt: { x, y: (start.y + end.y) / 2 },
  };
}
