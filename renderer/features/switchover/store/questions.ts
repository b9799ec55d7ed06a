import { reportOf } from '../../../../shared/domain/errors.ts';
import { acceptances } from '../model/draft.ts';
import type { WizardContext } from './wizard-context.ts';

/** Reads every replica's verdict. Never rejects: a failure is in the state. */
export async function askCandidates({ bridge, cluster, now, dispatch }: WizardContext): Promise<void> {
  dispatch({ kind: 'ask-candidates' });
  try {
    const candidates = await bridge.call('switchover.candidates', { cluster });
    dispatch({ kind: 'candidates', candidates, at: now() });
  } catch (thrown) {
    dispatch({ kind: 'candidates-failed', error: reportOf(thrown) });
  }
}

/**
 * Asks for rehearsals of what the checks are about. Only the answer to the latest question counts, since what is
 * left behind may change while one is under way. Never rejects.
 */
export function createPreviewAsker({ bridge, cluster, now, state, dispatch }: WizardContext): () => Promise<void> {
  let latest = 0;
  return async () => {
    const wizard = state();
    if (wizard.station !== 'checks') return;
    latest += 1;
    const asked = latest;
    const { to, draft } = wizard;
    const input = { cluster, to, leaveBehind: [...draft.leaveBehind], accept: [...acceptances(draft)] };
    try {
      const preview = await bridge.call('switchover.preview', input);
      if (asked === latest) dispatch({ kind: 'preview', preview, at: now() });
    } catch (thrown) {
      if (asked === latest) dispatch({ kind: 'preview-failed', error: reportOf(thrown) });
    }
  };
}
