import type { RejoinPreview } from '../../../../shared/plans/rejoin-view.ts';

/** Whether the old source has transactions of its own, in words. */
export interface ExtraText {
  readonly none: boolean;
  readonly verdict: string;
  readonly sentence: string;
}

/** null where it could not even be asked. */
export function extraText({ guards, extra, server, source }: RejoinPreview): ExtraText | null {
  const guard = guards.find(({ code }) => code === 'extra-transactions');
  if (guard === undefined) return null;
  if (guard.verdict === 'pass') return { none: true, verdict: 'Nothing of its own.', sentence: guard.message };
  if (extra === null || extra.transactions === 0)
    return { none: false, verdict: 'It must not follow as it is.', sentence: guard.message };
  const count = extra.transactions === 1 ? '1 transaction' : `${String(extra.transactions)} transactions`;
  return {
    none: false,
    verdict: 'It has writes of its own.',
    sentence: `Its log holds ${count} that ${source ?? 'the {source}'} never got. They are nowhere but on ${server}: keep it as it is until they were looked at.`,
  };
}
