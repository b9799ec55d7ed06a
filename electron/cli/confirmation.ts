import { SignalboxError } from '../../shared/domain/errors.ts';
import { inWords } from '../../shared/domain/words.ts';
import type { PlanPreview } from '../../shared/plans/preview.ts';
import type { Invocation } from './invocation.ts';

/** Must the cluster's name be given: is it production, or is something lost? */
export function needsName(preview: PlanPreview): boolean {
  return preview.environment === 'production' || preview.guards.some((guard) => guard.verdict === 'loss');
}

/**
 * Asks the person whether to begin.
 * @throws SignalboxError `confirmation-needed` when there is nobody, or when they did not say yes.
 */
export async function confirm(preview: PlanPreview, invocation: Invocation): Promise<void> {
  const { terminal } = invocation.world;
  if (!terminal.interactive) {
    throw new SignalboxError(
      'confirmation-needed',
      'Nothing was changed: there is no terminal to confirm this at. Look at it with --dry-run, then run it with --yes.',
      { details: { cluster: preview.cluster } },
    );
  }
  const byName = needsName(preview);
  const what = inWords(preview.said.intent, invocation.words);
  const question = byName ? `${what}. Type the cluster's name to begin: ` : `${what}. Begin? [y/N] `;
  const answer = (await terminal.ask(question, invocation.signal)).trim();
  if (byName ? answer === preview.cluster : /^y(es)?$/i.test(answer)) return;
  throw new SignalboxError('confirmation-needed', 'Not confirmed: nothing was changed.', {
    details: { cluster: preview.cluster },
  });
}
