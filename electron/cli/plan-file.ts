import type { AnyPreview } from '../../shared/plans/any-preview.ts';
import type { Words } from '../../shared/domain/words.ts';
import { SignalboxError } from '../../shared/domain/errors.ts';
import { writeAtomically } from '../engine/configuration/atomic-file.ts';
import { previewDocument } from './documents/plan-document.ts';

/**
 * Writes a rehearsed plan, which holds no secrets, as JSON.
 * @throws SignalboxError `bad-usage` when the file can't be written.
 */
export async function writePlan(path: string, preview: AnyPreview, words: Words): Promise<void> {
  try {
    const document = { schema: 1, ...previewDocument(preview, words) };
    await writeAtomically(path, `${JSON.stringify(document, null, 2)}\n`, { mode: 0o644 });
  } catch (thrown) {
    const why = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
    throw new SignalboxError('bad-usage', `The plan can't be written to ${path} (${why}); nothing was changed.`, {
      cause: thrown,
    });
  }
}
