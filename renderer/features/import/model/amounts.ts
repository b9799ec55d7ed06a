import { durationText } from '../../../../shared/domain/amounts.ts';
import type { ImportPreview } from '../../../../shared/import/import-view.ts';

const fastest = 20_000_000; // bytes a second and connection
const slowest = 3_000_000;
const fastLanes = 8; // more of them share the same disk

/** How long an import may take, before anything of it is measured: a range, since only the server knows. */
export function estimateText({ dataBytes, parallel }: Pick<ImportPreview, 'dataBytes' | 'parallel'>): string {
  const lanes = Math.min(parallel, fastLanes);
  const longest = dataBytes / (lanes * slowest);
  if (longest < 5) return 'a few seconds';
  return `${durationText(dataBytes / (lanes * fastest))} to ${durationText(longest)}`;
}
