import { reportOf } from '../../shared/domain/errors.ts';
import type { ErrorReport } from '../../shared/domain/errors.ts';
import { inWords } from '../../shared/domain/words.ts';
import type { Words } from '../../shared/domain/words.ts';
import type { Answer } from './answer.ts';
import { errorDocument } from './documents/plan-document.ts';
import { exitOfError } from './exit-codes.ts';
import type { Look } from './render/look.ts';
import { plainText } from './render/printable.ts';

/** What a command comes to that ended in an error. */
export function failureAnswer(thrown: unknown, words: Words): Answer {
  const report = reportOf(thrown);
  return {
    exit: exitOfError(report.code),
    document: { error: errorDocument(report, words) },
    isError: true,
    text: (look) => renderError(report, look),
  };
}

/** An error in words, with its code for docs/errors.md and the server it is about. */
export function renderError(report: ErrorReport, look: Look): string {
  const server = report.server === null || report.message.includes(report.server) ? '' : `${report.server}: `;
  const message = plainText(inWords(report.message, look.words));
  return `${look.paint('red', 'error')} ${look.paint('dim', report.code)}: ${server}${message}`;
}
