import type { JSX } from 'react';
import { durationText } from '../../../shared/domain/amounts.ts';
import { chartShape, type ChartPoint } from './chart.ts';
import classes from './chart.module.css';

const width = 600;
const height = 84;

export interface ChartProps {
  readonly title: string;
  readonly points: readonly ChartPoint[];
  readonly text: (value: number) => string;
}

/** How something went, from its beginning to now. */
export function Chart({ title, points, text }: ChartProps): JSX.Element {
  const shape = chartShape(points, width, height);
  const last = points.at(-1);
  const most = Math.max(0, ...points.map(({ value }) => value));
  const said = `${title}: now ${text(last?.value ?? 0)}, at most ${text(most)}`;
  return (
    <figure className={classes['chart']}>
      <figcaption>
        {title}, up to {shape === null ? '–' : text(shape.top)}
        <b>at most {text(most)}</b>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={said}>
        {[0, 0.5, 1].map((share) => (
          <line key={share} className={classes['grid']} x1={0} x2={width} y1={share * height} y2={share * height} />
        ))}
        {shape !== null && (
          <>
            <path className={classes['area']} d={shape.area} />
            <path className={classes['line']} d={shape.line} />
          </>
        )}
      </svg>
      <div className={classes['ends']}>
        <span>0 s</span>
        <span>{durationText((last?.at ?? 0) / 1000)}</span>
      </div>
    </figure>
  );
}
