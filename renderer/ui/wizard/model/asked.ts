import type { ErrorReport } from '../../../../shared/domain/errors.ts';

/** Something asked of the engine. What was known stays in sight while it is asked again or when that fails. */
export type Asked<T> =
  | { readonly kind: 'asking'; readonly last: T | null }
  | { readonly kind: 'answered'; readonly value: T; readonly at: number } // epoch ms
  | { readonly kind: 'failed'; readonly error: ErrorReport; readonly last: T | null };

/** The newest answer there is, whatever is going on now. */
export function latest<T>(asked: Asked<T>): T | null {
  return asked.kind === 'answered' ? asked.value : asked.last;
}

/** The same question, asked again. */
export function askAgain<T>(asked: Asked<T>): Asked<T> {
  return { kind: 'asking', last: latest(asked) };
}
