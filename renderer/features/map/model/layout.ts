import { Graph, layout as dagre } from '@dagrejs/dagre';
import type { ServerId } from '../../../../shared/domain/server.ts';
import { blockOf, type Block } from './block.ts';
import { forestOf, type Tree } from './forest.ts';
import { around, type Box, type Point, type Size } from './geometry.ts';
import type { Shape } from './shape.ts';
import { viewOf } from './view.ts';

/** Where everything is, in the map's own px. Depends on the shape alone. */
export interface Layout {
  readonly card: Size;
  readonly cards: ReadonlyMap<ServerId, Box>;
  /** Of each server with a source above it: the corners of its rail, from the source's lower edge to its own upper one. */
  readonly rails: ReadonlyMap<ServerId, LaidRail>;
}

export interface LaidRail {
  readonly from: ServerId;
  readonly points: readonly Point[];
}

/** From this many servers on cards are small: name and state. */
const manyServers = 40;
const largeCard: Size = { width: 264, height: 112 };
const smallCard: Size = { width: 176, height: 44 };
const railSpace = 112; // px between a row of cards and the next
const sideSpace = 48; // px between trees

/** Cards are small: they have room for name and state only. */
export function isSmall(layout: Layout): boolean {
  return layout.card === smallCard;
}

interface Placed {
  readonly parent: ServerId | null;
  readonly block: Block;
}

/** Widths of rows that are tried, in cards. */
const rowWidths = [5, 3, 2];
/** The window that the layouts are compared in. */
const usualWindow: Size = { width: 1000, height: 680 };

/**
 * Lays the servers out from the top. The leaves below one source form a block of rows; dagre orders the blocks and the
 * other servers from left to right, and their depth says how far down they are. Of several widths of rows the one is
 * taken that lets the cards be seen largest.
 */
export function layoutOf(shape: Shape): Layout {
  const forest = forestOf(shape);
  const card = shape.servers.length >= manyServers ? smallCard : largeCard;
  const layouts = rowWidths.map((widest) => layoutWith(forest, widest, card));
  return layouts.reduce((best, next) => (closeness(next) > closeness(best) ? next : best));
}

/** The zoom at which all of it is seen in a window of usual size; more than 1 does not count. */
function closeness(layout: Layout): number {
  const box = around([...layout.cards.values()]);
  return box === null ? 1 : Math.min(1, viewOf(box, usualWindow).zoom);
}

function layoutWith(forest: readonly Tree[], widest: number, card: Size): Layout {
  const blocks = blocksOf(forest, widest, card);
  const corners = ranked(blocks);
  const cards = new Map<ServerId, Box>();
  for (const [key, { block }] of blocks) {
    const corner = corners.get(key);
    if (corner === undefined) continue;
    for (const [server, place] of block.places) {
      cards.set(server, { x: corner.x + place.x, y: corner.y + place.y, ...card });
    }
  }
  return { card, cards, rails: railsOf(blocks, corners, cards) };
}

function blocksOf(forest: readonly Tree[], widest: number, card: Size): ReadonlyMap<string, Placed> {
  const blocks = new Map<string, Placed>();
  const add = (parent: ServerId | null, servers: readonly ServerId[]): void => {
    if (servers.length > 0)
      blocks.set(`${parent ?? ''}>${servers[0] ?? ''}`, { parent, block: blockOf(servers, widest, card) });
  };
  const visit = (parent: ServerId | null, trees: readonly Tree[]): void => {
    const leaves = trees.filter((tree) => tree.below.length === 0);
    for (const tree of trees) {
      if (tree.below.length === 0) continue;
      add(parent, [tree.server]);
      visit(tree.server, tree.below);
    }
    add(
      parent,
      leaves.map((tree) => tree.server),
    );
  };
  visit(null, forest);
  return blocks;
}

function ranked(blocks: ReadonlyMap<string, Placed>): ReadonlyMap<string, Point> {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', ranksep: railSpace, nodesep: sideSpace });
  graph.setDefaultEdgeLabel(() => ({}));
  const above = aboveOf(blocks);
  for (const [key, { block }] of blocks) graph.setNode(key, { ...block.size });
  for (const [key, parent] of above) graph.setEdge(parent, key);
  dagre(graph);
  const tops = topsOf(blocks, above);
  return new Map(
    [...blocks].map(([key, { block }]) => {
      const { x } = graph.node(key) as Point;
      return [key, { x: Math.round(x - block.size.width / 2), y: tops.get(key) ?? 0 }];
    }),
  );
}

/** Of each block below a server the block with that server. */
function aboveOf(blocks: ReadonlyMap<string, Placed>): ReadonlyMap<string, string> {
  const blockWith = new Map<ServerId, string>();
  for (const [key, { block }] of blocks) for (const server of block.places.keys()) blockWith.set(server, key);
  const above = new Map<string, string>();
  for (const [key, { parent }] of blocks) {
    const found = parent === null ? undefined : blockWith.get(parent);
    if (found !== undefined) above.set(key, found);
  }
  return above;
}

/** Blocks of one depth begin at one height, below the tallest of the depth above. */
function topsOf(blocks: ReadonlyMap<string, Placed>, above: ReadonlyMap<string, string>): ReadonlyMap<string, number> {
  const depthOf = (key: string): number => {
    const parent = above.get(key);
    return parent === undefined ? 0 : depthOf(parent) + 1;
  };
  const heights: number[] = [];
  for (const [key, { block }] of blocks) {
    const depth = depthOf(key);
    heights[depth] = Math.max(heights[depth] ?? 0, block.size.height);
  }
  const topOf = (depth: number): number => heights.slice(0, depth).reduce((top, height) => top + height + railSpace, 0);
  return new Map([...blocks.keys()].map((key) => [key, topOf(depthOf(key))]));
}

/** Down from the source, along the bus above the first row, down the block's spine to the bus above the card's row, in. */
function railsOf(
  blocks: ReadonlyMap<string, Placed>,
  corners: ReadonlyMap<string, Point>,
  cards: ReadonlyMap<ServerId, Box>,
): ReadonlyMap<ServerId, LaidRail> {
  const rails = new Map<ServerId, LaidRail>();
  for (const [key, { parent, block }] of blocks) {
    if (parent === null) continue;
    const source = cards.get(parent);
    const corner = corners.get(key);
    if (source === undefined || corner === undefined) continue;
    const start = { x: source.x + source.width / 2, y: source.y + source.height };
    const spine = corner.x + block.spine;
    const firstBus = corner.y - railSpace / 2;
    for (const server of block.places.keys()) {
      const card = cards.get(server);
      if (card === undefined) continue;
      const bus = card.y === corner.y ? firstBus : card.y - block.rowSpace / 2;
      const end = { x: card.x + card.width / 2, y: card.y };
      const way = [start, { x: start.x, y: firstBus }, { x: spine, y: firstBus }, { x: spine, y: bus }];
      rails.set(server, { from: parent, points: [...way, { x: end.x, y: bus }, end] });
    }
  }
  return rails;
}
