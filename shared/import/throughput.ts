import type { ImportProgress } from './import-events.ts';
import type { ThroughputSample } from './running-import.ts';

const samplesKept = 400;

/**
 * How fast an import was so far, with what it tells now. The longer it takes the further its samples are apart, so that
 * few of them show the whole of it.
 */
export function withThroughput(
  samples: readonly ThroughputSample[],
  { elapsedMs, bytesPerSecond, rowsPerSecond }: ImportProgress,
): readonly ThroughputSample[] {
  const last = samples.at(-1);
  if (last !== undefined && elapsedMs - last.elapsedMs < elapsedMs / samplesKept) return samples;
  const more = [...samples, { elapsedMs, bytesPerSecond, rowsPerSecond }];
  return more.length <= samplesKept ? more : more.filter((_, index) => index % 2 === 0);
}
