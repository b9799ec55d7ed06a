import type { Guard } from './guard.ts';
import type { Argument, Bindable, GuardRef } from './ref.ts';

export interface DefinedGuard<A> extends Guard<A> {
  /** The question as plan data. */
  ref(args: Bindable<A>): GuardRef;
}

/** Gives a guard its place in plans: `ref` is the only way to name it, so names and arguments can't drift apart. */
export function defineGuard<A extends object>(guard: Guard<A>): DefinedGuard<A> {
  return { ...guard, ref: (args) => ({ guard: guard.code, args: args as Readonly<Record<string, Argument>> }) };
}
