import { SignalboxError } from '../../../shared/domain/errors.ts';

/** The caller has given up. */
export function cancelled(): SignalboxError {
  return new SignalboxError('cancelled', 'Looking at the cluster was cancelled.');
}
