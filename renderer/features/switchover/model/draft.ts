import type { ServerId } from '../../../../shared/domain/server.ts';
import type { GuardResult } from '../../../../shared/guards/verdict.ts';
import type { Acceptance } from '../../../../shared/plans/preview.ts';

/** A warning or loss the operator has accepted, with the evidence that was in sight. */
interface Accepted extends Acceptance {
  readonly evidence: string;
}

/** What the operator has chosen so far; it outlives leaving the wizard. */
export interface Draft {
  readonly to: ServerId | null;
  readonly leaveBehind: readonly ServerId[];
  readonly accepted: readonly Accepted[];
}

export const emptyDraft: Draft = { to: null, leaveBehind: [], accepted: [] };

/** What is sent as the reason where the operator gave none: the journal then says how it was accepted. */
export const tickedReason = 'ticked without a reason';

/** Another candidate starts with no acceptances and nobody left behind. */
export function choose(draft: Draft, to: ServerId): Draft {
  return draft.to === to ? draft : { ...emptyDraft, to };
}

export function leaveBehind(draft: Draft, server: ServerId, left: boolean): Draft {
  const others = draft.leaveBehind.filter((other) => other !== server);
  return { ...draft, leaveBehind: left ? [...others, server] : others };
}

/** Accepts a warning or loss with the reason as typed so far; null takes the acceptance back. */
export function accept(draft: Draft, guard: GuardResult, reason: string | null): Draft {
  const others = draft.accepted.filter((one) => !concerns(one, guard));
  if (reason === null) return { ...draft, accepted: others };
  const accepted = { code: guard.code, server: guard.server, evidence: guard.message, reason };
  return { ...draft, accepted: [...others, accepted] };
}

/** The reason given for this very evidence; null when it is not accepted. */
export function acceptedReason(draft: Draft, guard: GuardResult): string | null {
  return draft.accepted.find((one) => concerns(one, guard) && one.evidence === guard.message)?.reason ?? null;
}

/** Drops acceptances of what is no longer so: they survive only where code, server and evidence are the same. */
export function keepValid(draft: Draft, guards: readonly GuardResult[]): Draft {
  const accepted = draft.accepted.filter((one) =>
    guards.some((guard) => concerns(one, guard) && one.evidence === guard.message),
  );
  return { ...draft, accepted };
}

/** As the engine takes them. */
export function acceptances(draft: Draft): readonly Acceptance[] {
  return draft.accepted.map(({ code, server, reason }) => ({ code, server, reason: reason.trim() || tickedReason }));
}

function concerns(one: Acceptance, guard: GuardResult): boolean {
  return one.code === guard.code && one.server === guard.server;
}
