import type { GuardResult } from '../../../../shared/guards/verdict.ts';
import type { Acceptance } from '../../../../shared/plans/preview.ts';

/** A warning or loss the operator has accepted, with the evidence that was in sight. */
export interface Accepted extends Acceptance {
  readonly evidence: string;
}

/** What is sent as the reason where the operator gave none: the journal then says how it was accepted. */
export const tickedReason = 'ticked without a reason';

/** Accepts a warning or loss with the reason as typed so far; null takes the acceptance back. */
export function accept(accepted: readonly Accepted[], guard: GuardResult, reason: string | null): readonly Accepted[] {
  const others = accepted.filter((one) => !concerns(one, guard));
  if (reason === null) return others;
  return [...others, { code: guard.code, server: guard.server, evidence: guard.message, reason }];
}

/** The reason given for this very evidence; null when it is not accepted. */
export function acceptedReason(accepted: readonly Accepted[], guard: GuardResult): string | null {
  return accepted.find((one) => isSame(one, guard))?.reason ?? null;
}

/** Drops acceptances of what is no longer so: they survive only where code, server and evidence are the same. */
export function keepValid(accepted: readonly Accepted[], guards: readonly GuardResult[]): readonly Accepted[] {
  return accepted.filter((one) => guards.some((guard) => isSame(one, guard)));
}

/** As the engine takes them. */
export function acceptances(accepted: readonly Accepted[]): readonly Acceptance[] {
  return accepted.map(({ code, server, reason }) => ({ code, server, reason: reason.trim() || tickedReason }));
}

/** That time has passed since something was seen or heard is no other evidence. */
function isSame(one: Accepted, guard: GuardResult): boolean {
  return concerns(one, guard) && withoutAges(one.evidence) === withoutAges(guard.message);
}

function withoutAges(text: string): string {
  return text.replace(/\b\d+ s (ago|more)\b/g, '… $1').replace(/(heard nothing for) \d+ s\b/g, '$1 …');
}

function concerns(one: Acceptance, guard: GuardResult): boolean {
  return one.code === guard.code && one.server === guard.server;
}
