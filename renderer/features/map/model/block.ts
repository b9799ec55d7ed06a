import type { ServerId } from '../../../../shared/domain/server.ts';
import type { Point, Size } from './geometry.ts';

/** Cards in rows. Coordinates are from the block's upper left corner. */
export interface Block {
  readonly size: Size;
  readonly places: ReadonlyMap<ServerId, Point>;
  /** Where rails come down to the lower rows: between two columns, or the middle of a single row. x, px. */
  readonly spine: number;
  /** Between rows, px: room for the rails along and for what is written on them. */
  readonly rowSpace: number;
}

const columnSpace = 40; // px
const widestRowSpace = 96; // px
/** Width to height of a block of many rows: about that of the map's window. */
const proportion = 1.5;

/** Columns of `count` cards: one row of at most `widest`, else an even number, so that a spine runs between two. */
function columnsFor(count: number, widest: number, card: Size, rowSpace: number): number {
  if (count <= widest) return count;
  const area = (card.width + columnSpace) / (card.height + rowSpace);
  const ideal = Math.sqrt((count * proportion) / area);
  return Math.max(2, 2 * Math.round(ideal / 2));
}

/** Cards in the order given, row by row. `widest`: with more of them there are several rows. */
export function blockOf(servers: readonly ServerId[], widest: number, card: Size): Block {
  const rowSpace = Math.min(widestRowSpace, card.height);
  const columns = columnsFor(servers.length, widest, card, rowSpace);
  const rows = Math.ceil(servers.length / columns);
  const step = { x: card.width + columnSpace, y: card.height + rowSpace };
  const places = new Map<ServerId, Point>();
  for (const [index, server] of servers.entries()) {
    places.set(server, { x: (index % columns) * step.x, y: Math.floor(index / columns) * step.y });
  }
  const size = { width: columns * step.x - columnSpace, height: rows * step.y - rowSpace };
  return { size, places, spine: size.width / 2, rowSpace };
}
