import { z } from 'zod';
import type { Json } from '../../../../shared/domain/json.ts';
import type { PlanInSight } from './wizard.ts';

/** The part of a journalled plan that a window needs which comes back to a running operation. */
const plan = z.object({
  line: z.string().nullable(),
  lineText: z.string().nullable(),
  goal: z.object({ source: z.string().optional(), candidate: z.string().optional() }),
});

/** What is known when the journal can't say more. */
export const planOutOfSight: PlanInSight = { source: null, candidate: null, line: null };

/** Reads it from the plan as journalled; what is not there or of another shape is unknown. */
export function planInJournal(stored: Json): PlanInSight {
  const known = plan.safeParse(stored).data;
  if (known === undefined) return planOutOfSight;
  const { line, lineText, goal } = known;
  return {
    source: goal.source ?? null,
    candidate: goal.candidate ?? null,
    line: line === null || lineText === null ? null : { beforeStep: line, text: lineText },
  };
}
