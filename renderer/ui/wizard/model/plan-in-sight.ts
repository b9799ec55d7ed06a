import { z } from 'zod';
import type { Json } from '../../../../shared/domain/json.ts';
import type { AnyPreview } from '../../../../shared/plans/any-preview.ts';
import type { PlanKind } from '../../../../shared/plans/plan.ts';
import { doneWords, headline, titleOf } from './kind-words.ts';

/** What a window shows of the plan that runs: from its preview, or after a reload from the journal. */
export interface PlanInSight {
  /** null where nothing is known of the plan. */
  readonly kind: PlanKind | null;
  /** The whole headline; null where nothing is known of the plan. */
  readonly title: string | null;
  /** What is so when it is done, in words without a full stop. */
  readonly done: string | null;
  /** What is so when it was undone, in words without a full stop. */
  readonly undone: string | null;
  readonly line: AnyPreview['line'];
}

/** What is known when the journal can't say more. */
export const planOutOfSight: PlanInSight = { kind: null, title: null, done: null, undone: null, line: null };

/** From the rehearsal; `cluster` is what people call it. */
export function planRehearsed(preview: AnyPreview, cluster: string): PlanInSight {
  const { said, line } = preview;
  return {
    kind: preview.kind,
    title: headline(preview.kind, cluster, titleOf(preview)),
    done: doneWords(preview),
    undone: said.undone,
    line,
  };
}

const server = z.string();
const goal = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('switchover'), candidate: server }),
  z.object({ kind: z.literal('failover'), candidate: server }),
  z.object({ kind: z.literal('rejoin'), server, source: server }),
  z.object({ kind: z.literal('change-master'), replica: server, to: server }),
  z.object({ kind: z.literal('put-back'), replica: server }),
  z.object({ kind: z.literal('attach'), server, source: server }),
]);

/** The part of a journalled plan that a window needs which comes back to a running operation. */
const plan = z.object({
  title: z.string().nullable().default(null),
  line: z.string().nullable().default(null),
  lineText: z.string().nullable().default(null),
  goal: z.unknown().optional(),
});

/** Reads it from the plan as journalled; what is not there or of another shape is unknown. */
export function planInJournal(stored: Json): PlanInSight {
  const known = plan.safeParse(stored).data;
  if (known === undefined) return planOutOfSight;
  const { title, line, lineText } = known;
  const about = goalIn(known.goal);
  return {
    kind: about?.kind ?? null,
    title,
    done: about === null ? null : doneWords(about),
    undone: null,
    line: line === null || lineText === null ? null : { beforeStep: line, text: lineText },
  };
}

/** Plans journalled before there were more kinds have a goal without one. */
function goalIn(stored: unknown): z.infer<typeof goal> | null {
  const old = z.object({ candidate: server }).safeParse(stored).data;
  return goal.safeParse(stored).data ?? (old === undefined ? null : { kind: 'switchover', ...old });
}
