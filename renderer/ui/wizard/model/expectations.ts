import type { AnyPreview } from '../../../../shared/plans/any-preview.ts';
import type { PlanPreview } from '../../../../shared/plans/preview.ts';

/** What to expect of a plan, with what the operator chose that the plan itself does not carry out. */
export function expectations(preview: AnyPreview): PlanPreview['expect'] {
  if (preview.kind !== 'failover') return preview.expect;
  const left = new Set(preview.leftBehind.map(({ server }) => server));
  return [
    ...preview.expect.map((row) => (left.has(row.label) ? { ...row, text: leftBehind } : row)),
    { label: 'When it comes back', text: dutyText(preview.dutyHours) },
  ];
}

const leftBehind = 'left behind; why, and its way back, stand among the checks';

/** Who keeps an old source closed, and for how long; no full stop. */
export function dutyText(hours: number): string {
  if (hours === 0) return 'nobody keeps the old {source} closed';
  return `the old {source} is kept closed, for ${hours === 1 ? '1 hour' : `${String(hours)} hours`} from now`;
}
