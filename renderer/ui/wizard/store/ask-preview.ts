import { reportOf } from '../../../../shared/domain/errors.ts';
import { acceptances } from '../model/acceptances.ts';
import type { WizardContext } from './wizard-context.ts';

/**
 * Asks for rehearsals of what the checks are about. Only the answer to the latest question counts, since what is
 * chosen may change while one is under way. Never rejects.
 */
export function createPreviewAsker<C>({ order, now, state, dispatch }: WizardContext<C>): () => Promise<void> {
  let latest = 0;
  return async () => {
    const wizard = state();
    if (wizard.station !== 'checks') return;
    latest += 1;
    const asked = latest;
    const { choice, accepted } = wizard.draft;
    try {
      const preview = await order.preview(choice, acceptances(accepted));
      if (asked === latest) dispatch({ kind: 'preview', preview, at: now() });
    } catch (thrown) {
      if (asked === latest) dispatch({ kind: 'preview-failed', error: reportOf(thrown) });
    }
  };
}
