import type { DumpPreview, DumpResult } from '../../../shared/domain/dump.ts';
import { inWords, type Words } from '../../../shared/domain/words.ts';
import { recordDocument } from './record-document.ts';

/** A dump that was taken. */
export function dumpDocument(result: DumpResult, words: Words): Readonly<Record<string, unknown>> {
  const { record, warnings, ...rest } = result;
  return { ...rest, warnings: warnings.map((text) => inWords(text, words)), record: recordDocument(record) };
}

/** What a dump would do. */
export function dumpPreviewDocument(preview: DumpPreview, words: Words): Readonly<Record<string, unknown>> {
  const { warnings, refusals, ...rest } = preview;
  return {
    ...rest,
    refusals: refusals.map((text) => inWords(text, words)),
    warnings: warnings.map((text) => inWords(text, words)),
  };
}
