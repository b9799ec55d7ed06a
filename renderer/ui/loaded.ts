import type { ErrorReport } from '../../shared/domain/errors.ts';

/** Something asked for: on its way, here, or failed. A failed one keeps what was here before, if anything. */
export type Loaded<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: ErrorReport; readonly value: T | null };

export const loading = { kind: 'loading' } as const;

export function ready<T>(value: T): Loaded<T> {
  return { kind: 'ready', value };
}

/** The value if there is one, however old. */
export function valueOf<T>(loaded: Loaded<T>): T | null {
  return loaded.kind === 'loading' ? null : loaded.value;
}

/** The failure that takes the place of `before`, keeping its value. */
export function failed<T>(before: Loaded<T>, error: ErrorReport): Loaded<T> {
  return { kind: 'failed', error, value: valueOf(before) };
}
