import { Graph, layout as dagre } from '@dagrejs/dagre';
import type { ServerId } from '../../../../shared/domain/server.ts';
import { blockOf, type Block } from './block.ts';
import { forestOf, type Tree } from './forest.ts';
import type { Box, Point, Size } from './geometry.ts';
import type { Shape } from './shape.ts';

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
const railSpace = 88; // px between a row of cards and the next
const sideSpace = 48; // px between trees

export function isDense(shape: Shape): boolean {
  return shape.servers.length >= manyServers;
}

interface Placed {
  readonly parent: ServerId | null;
  readonly block: Block;
}

/**
 * Lays the servers out from the top. The leaves below one source form a block of rows; blocks and the other servers are
 * ranked and ordered by dagre.
 */
export function layoutOf(shape: Shape): Layout {
  const card = isDense(shape) ? smallCard : largeCard;
  const blocks = blocksOf(forestOf(shape), card);
  const boxes = ranked(blocks);
  const cards = new Map<ServerId, Box>();
  for (const [key, { block }] of blocks) {
    const corner = boxes.get(key);
    if (corner === undefined) continue;
    for (const [server, place] of block.places) {
      cards.set(server, { x: corner.x + place.x, y: corner.y + place.y, ...card });
    }
  }
  return { card, cards, rails: railsOf(blocks, boxes, cards) };
}

function blocksOf(forest: readonly Tree[], card: Size): ReadonlyMap<string, Placed> {
  const blocks = new Map<string, Placed>();
  const add = (parent: ServerId | null, servers: readonly ServerId[]): void => {
    if (servers.length > 0)
      blocks.set(`${parent ?? ''}>${servers[0] ?? ''}`, { parent, block: blockOf(servers, card) });
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
  graph.setGraph({ rankdir: 'TB', ranksep: railSpace, nodesep: sideSpace, ranker: 'longest-path' });
  graph.setDefaultEdgeLabel(() => ({}));
  const blockWith = new Map<ServerId, string>();
  for (const [key, { block }] of blocks) {
    graph.setNode(key, { ...block.size });
    for (const server of block.places.keys()) blockWith.set(server, key);
  }
  for (const [key, { parent }] of blocks) {
    const above = parent === null ? undefined : blockWith.get(parent);
    if (above !== undefined) graph.setEdge(above, key);
  }
  dagre(graph);
  return new Map([...blocks].map(([key, { block }]) => [key, cornerOf(graph, key, block.size)]));
}

function cornerOf(graph: Graph, key: string, size: Size): Point {
  const { x, y } = graph.node(key) as Point;
  return { x: Math.round(x - size.width / 2), y: Math.round(y - size.height / 2) };
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
