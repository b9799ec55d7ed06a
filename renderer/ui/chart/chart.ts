/** A point of a chart: how far in time (ms), how much. */
export interface ChartPoint {
  readonly at: number;
  readonly value: number;
}

/** Paths in a box of the given size, origin above left; `top` is the value at its upper edge. */
export interface ChartShape {
  readonly line: string;
  readonly area: string;
  readonly top: number;
}

/** The line through the points and the area below it, from time 0 on. Null with fewer than two points. */
export function chartShape(points: readonly ChartPoint[], width: number, height: number): ChartShape | null {
  const last = points.at(-1);
  if (last === undefined || points.length < 2 || last.at <= 0) return null;
  const top = roundedUp(Math.max(...points.map(({ value }) => value)));
  const x = (at: number): string => ((at / last.at) * width).toFixed(1);
  const y = (value: number): string => (height - (value / top) * height).toFixed(1);
  const line = points.map(({ at, value }, index) => `${index === 0 ? 'M' : 'L'}${x(at)} ${y(value)}`).join('');
  return { line, area: `${line}L${x(last.at)} ${height}L${x(points[0]?.at ?? 0)} ${height}Z`, top };
}

/** 1, 2 or 5 with zeros behind it, not below the value; 1 for 0. */
function roundedUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((each) => each * power >= value) ?? 10;
  return step * power;
}
