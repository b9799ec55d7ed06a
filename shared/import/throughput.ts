import { withSample } from '../domain/thinned.ts';
import type { ImportProgress } from './import-events.ts';
import type { ThroughputSample } from './running-import.ts';

/** How fast an import was so far, with what it tells now. */
export function withThroughput(
  samples: readonly ThroughputSample[],
  { elapsedMs, bytesPerSecond, rowsPerSecond }: ImportProgress,
): readonly ThroughputSample[] {
  return withSample(samples, { elapsedMs, bytesPerSecond, rowsPerSecond });
}
