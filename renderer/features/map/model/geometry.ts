export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Point, Size {}

const same = (a: Point, b: Point): boolean => a.x === b.x && a.y === b.y;

/** The corners without repeats and without points on the way straight on. */
export function corners(points: readonly Point[]): readonly Point[] {
  const distinct = points.filter((point, index) => index === 0 || !same(point, points[index - 1] ?? point));
  return distinct.filter((point, index) => {
    const before = distinct[index - 1];
    const after = distinct[index + 1];
    if (before === undefined || after === undefined) return true;
    const straight = (before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y);
    return !straight;
  });
}

function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const part = length === 0 ? 0 : distance / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

const at = (point: Point): string => `${point.x.toFixed(1)} ${point.y.toFixed(1)}`;

/** An SVG path along the points with rounded corners of at most `radius` px. */
export function roundedPath(points: readonly Point[], radius: number): string {
  const turns = corners(points);
  const [first] = turns;
  if (first === undefined) return '';
  const parts = [`M${at(first)}`];
  for (let index = 1; index < turns.length; index += 1) {
    const before = turns[index - 1] ?? first;
    const point = turns[index] ?? first;
    const after = turns[index + 1];
    if (after === undefined) {
      parts.push(`L${at(point)}`);
      continue;
    }
    const room = Math.min(
      radius,
      Math.hypot(point.x - before.x, point.y - before.y) / 2,
      Math.hypot(after.x - point.x, after.y - point.y) / 2,
    );
    parts.push(`L${at(towards(point, before, room))}`, `Q${at(point)} ${at(towards(point, after, room))}`);
  }
  return parts.join('');
}

/** The point `before` px in front of the end of a way, and whether the way ends upright. */
export function endOf(points: readonly Point[], before: number): Point & { readonly upright: boolean } {
  const turns = corners(points);
  const end = turns.at(-1) ?? { x: 0, y: 0 };
  const last = turns.at(-2) ?? end;
  return { ...towards(end, last, before), upright: last.x === end.x };
}

export function centreOf(box: Box): Point {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** The smallest box around all; null around none. */
export function around(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}
