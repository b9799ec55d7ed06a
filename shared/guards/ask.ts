import type { FactsByServer } from '../domain/facts.ts';
import type { FactNeed, Guard } from './guard.ts';
import { guardNamed } from './registry.ts';
import type { GuardRef } from './ref.ts';
import type { GuardResult, Verdict } from './verdict.ts';

/** What must have been read before `ref` can be asked. Its arguments are already bound. */
export function needsOfRef(ref: GuardRef): readonly FactNeed[] {
  return guardNamed(ref.guard).needs(ref.args);
}

/** Asks one guard of facts that were read before. Its arguments are already bound. */
export function ask(ref: GuardRef, facts: FactsByServer, now: number): GuardResult {
  const guard = guardNamed(ref.guard);
  const verdict = unreadable(guard, ref, facts) ?? guard.check(ref.args, facts, now);
  return { code: guard.code, server: guard.about(ref.args), ...verdict, accepted: null };
}

function unreadable(guard: Guard<unknown>, ref: GuardRef, facts: FactsByServer): Verdict | null {
  for (const need of guard.needs(ref.args)) {
    const reading = facts.get(need.server)?.readings[need.group];
    if (reading?.ok === true) continue;
    const reason = reading === undefined ? 'it was not read' : reading.message;
    return {
      verdict: typeof guard.unknown === 'function' ? guard.unknown(reading?.code ?? null) : guard.unknown,
      message: `Cannot tell: ${need.group} of ${need.server} could not be read (${reason}).`,
      cure: `Make ${need.server} readable for Signalbox's account: reachable, with the privileges that docs/privileges.md lists.`,
    };
  }
  return null;
}
