import type { JSX } from 'react';
import { durationText } from '../../../../shared/domain/amounts.ts';
import type { ThroughputSample } from '../../../../shared/import/running-import.ts';
import { countText, speedText } from '../model/amounts.ts';
import { chartShape, type ChartPoint } from '../model/chart.ts';
import classes from './import.module.css';

const width = 600;
const height = 84;

/** How fast it was, from its beginning to now: bytes, and rows. */
export function ThroughputCharts({ samples }: { readonly samples: readonly ThroughputSample[] }): JSX.Element {
  const of = (value: (sample: ThroughputSample) => number): readonly ChartPoint[] =>
    samples.map((sample) => ({ at: sample.elapsedMs, value: value(sample) }));
  return (
    <div className={classes['charts']}>
      <Chart title="Speed" points={of(({ bytesPerSecond }) => bytesPerSecond)} text={speedText} />
      <Chart title="Rows a second" points={of(({ rowsPerSecond }) => rowsPerSecond)} text={countText} />
    </div>
  );
}

interface ChartProps {
  readonly title: string;
  readonly points: readonly ChartPoint[];
  readonly text: (value: number) => string;
}

function Chart({ title, points, text }: ChartProps): JSX.Element {
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
