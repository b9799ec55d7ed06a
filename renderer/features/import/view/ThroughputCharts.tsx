import type { JSX } from 'react';
import type { ThroughputSample } from '../../../../shared/import/running-import.ts';
import { Chart } from '../../../ui/chart/Chart.tsx';
import type { ChartPoint } from '../../../ui/chart/chart.ts';
import { countText, speedText } from '../../../ui/text/amounts.ts';

import classes from './import.module.css';

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
