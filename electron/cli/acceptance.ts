import { SignalboxError } from '../../shared/domain/errors.ts';
import type { GuardResult } from '../../shared/guards/verdict.ts';
import type { Acceptance } from '../../shared/plans/preview.ts';
import { readAddress } from '../engine/configuration/values.ts';

/**
 * Reads `CODE[@SERVER]=REASON`.
 * @throws SignalboxError `bad-usage`.
 */
export function parseAcceptance(text: string): Acceptance {
  const [, code, server, reason] = /^([a-z][a-z0-9-]*)(?:@([^=]+))?=(.*\S.*)$/s.exec(text.trim()) ?? [];
  if (code === undefined || reason === undefined) {
    throw new SignalboxError(
      'bad-usage',
      `--accept takes CODE[@SERVER]=REASON, for example --accept candidate-behind@db2:3306="agreed with Kim"; “${text}” is none.`,
    );
  }
  return { code, server: server === undefined ? null : (readAddress(server) ?? server), reason: reason.trim() };
}

/** What one yes accepts: every warning that is not accepted yet. Losses are accepted by name only. */
export function acceptWarnings(guards: readonly GuardResult[], reason: string): readonly Acceptance[] {
  return guards
    .filter((guard) => guard.verdict === 'warn' && guard.accepted === null)
    .map((guard) => ({ code: guard.code, server: guard.server, reason }));
}

/** Why an acceptance does nothing, in a sentence; null when it does something. */
export function uselessness(acceptance: Acceptance, guards: readonly GuardResult[]): string | null {
  const about = guards.filter(
    (guard) => guard.code === acceptance.code && (acceptance.server === null || acceptance.server === guard.server),
  );
  if (about.some((guard) => guard.verdict === 'warn' || guard.verdict === 'loss')) return null;
  const isBlock = about.some((guard) => guard.verdict === 'block');
  return isBlock
    ? `--accept ${acceptance.code} does nothing: what blocks can't be accepted, only cured.`
    : `--accept ${acceptance.code} does nothing: there is no such warning or loss now.`;
}
