/** A fact, or the reason why it could not be learnt. */
export type Known<T> =
  { readonly known: true; readonly value: T } | { readonly known: false; readonly because: string };

export function known<T>(value: T): Known<T> {
  return { known: true, value };
}

/** `because` is a sentence for people. */
export function notKnown(because: string): Known<never> {
  return { known: false, because };
}
