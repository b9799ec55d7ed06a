import { inWords } from '../../../shared/domain/words.ts';
import type { PlanPreview } from '../../../shared/plans/preview.ts';
import { renderGuards } from './guards.ts';
import type { Look } from './look.ts';
import { renderPlan } from './plan.ts';

/** A rehearsal for people: every guard, then every step. */
export function renderPreview(preview: PlanPreview, look: Look): string {
  const { paint } = look;
  const plan = preview.steps.length === 0 ? [] : ['', paint('bold', 'Plan'), ...renderPlan(preview, look)];
  return [
    titleOf(preview, look),
    '',
    paint('bold', 'Checks'),
    ...renderGuards(preview.guards, look),
    ...plan,
    '',
    preview.runnable ? paint('green', 'It could run; nothing was changed.') : refusalLine(preview, look),
  ].join('\n');
}

/** Only what is in the way. */
export function renderRefusal(preview: PlanPreview, look: Look): string {
  const inTheWay = preview.guards.filter((guard) => guard.verdict === 'block' || isOpenLoss(guard));
  return [titleOf(preview, look), ...renderGuards(inTheWay, look), refusalLine(preview, look)].join('\n');
}

function titleOf(preview: PlanPreview, { paint, words }: Look): string {
  return paint('bold', inWords(`${preview.cluster}: ${preview.said.title} (${preview.environment})`, words));
}

function refusalLine(preview: PlanPreview, { paint }: Look): string {
  const losses = preview.guards.some(isOpenLoss);
  const accept = losses ? ' A loss has to be accepted by name: --accept CODE@SERVER=REASON.' : '';
  return paint('red', `Refused; nothing was changed.${accept}`);
}

function isOpenLoss(guard: PlanPreview['guards'][number]): boolean {
  return guard.verdict === 'loss' && guard.accepted === null;
}
