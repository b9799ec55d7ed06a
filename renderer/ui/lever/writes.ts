import type { StepView } from '../../../shared/plans/outcome.ts';

/** What an operation has to do with writes. */
export type Writes =
  /** It neither stops them nor makes them possible. */
  | { readonly kind: 'untouched' }
  /** It stops them for a while. */
  | { readonly kind: 'stopped' }
  /** Nobody could write before it, and a step makes that possible: `again` once that is proved. */
  | { readonly kind: 'impossible'; readonly server: string | null; readonly again: boolean };

export function writesOf(steps: readonly StepView[]): Writes {
  if (steps.some(({ marks }) => marks === 'writes-stop')) return { kind: 'stopped' };
  const opening = steps.find(({ marks }) => marks === 'writes-resume');
  if (opening === undefined) return { kind: 'untouched' };
  return { kind: 'impossible', server: opening.server, again: opening.state === 'proved' };
}

/** Writes that were impossible from before an operation, in words; no full stop. */
export function impossibleText({ server, again }: Extract<Writes, { kind: 'impossible' }>): string {
  if (!again) return 'impossible since the {source} was lost';
  return `impossible from the loss of the {source} until ${server ?? 'the new one'} was opened`;
}
