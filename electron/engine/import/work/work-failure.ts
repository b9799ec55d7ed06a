import { reportOf, SignalboxError } from '../../../../shared/domain/errors.ts';
import type { WorkFailure } from './messages.ts';

export function failureOf(thrown: unknown): WorkFailure {
  if (thrown instanceof SignalboxError) return { kind: 'expected', report: reportOf(thrown) };
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return { kind: 'bug', message: error.message, stack: error.stack ?? '' };
}

/** The error as it was thrown in the other thread. */
export function errorOf(failure: WorkFailure): Error {
  if (failure.kind === 'bug') return Object.assign(new Error(failure.message), { stack: failure.stack });
  const { code, message, server, details } = failure.report;
  return new SignalboxError(code, message, { ...(server === null ? {} : { server }), details });
}
