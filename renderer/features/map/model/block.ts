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
const widestRow = 5; // cards; more than that are broken into rows
/** Width to height of a block of many rows: about that of the map's window. */
const proportion = 1.5;

/** Columns of `count` cards: one row while they fit, then an even number, so that a spine runs between two of them. */
export function columnsFor(count: number, card: Size, rowSpace: number): number {
  if (count <= widestRow) return count;
  const area = (card.width + columnSpace) / (card.height + rowSpace);
  const ideal = Math.sqrt((count * proportion) / area);
  return Math.max(4, 2 * Math.round(ideal / 2));
}

/** Cards in the order given, row by row. */
export function blockOf(servers: readonly ServerId[], card: Size): Block {
  const rowSpace = Math.min(72, card.height);
  const columns = columnsFor(servers.length, card, rowSpace);
  const rows = Math.ceil(servers.length / columns);
  const step = { x: card.width + columnSpace, y: card.height + rowSpace };
  const places = new Map<ServerId, Point>();
  for (const [index, server] of servers.entries()) {
    places.set(server, { x: (index % columns) * step.x, y: Math.floor(index / columns) * step.y });
  }
  const size = { width: columns * step.x - columnSpace, height: rows * step.y - rowSpace };
  return { size, places, spine: size.width / 2, rowSpace };
}
