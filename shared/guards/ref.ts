import type { Json } from '../domain/json.ts';

/** A name for something read while an operation runs; durable in its journal. */
export type ValueName = string;

/** Stands in a plan for a value that is only known while it runs: `final.gtid` is `{ value: 'final', path: 'gtid' }`. */
export interface ValueRef {
  readonly value: ValueName;
  readonly path?: string;
}

export type Argument = Json | ValueRef;

/** A question about facts, by name: it can be asked again at any time. */
export interface GuardRef {
  readonly guard: string;
  readonly args: Readonly<Record<string, Argument>>;
}

/** The arguments of a guard as a plan gives them: any of them may be known only while it runs. */
export type Bindable<A> = { readonly [K in keyof A]: A[K] | ValueRef };

export function isValueRef(argument: unknown): argument is ValueRef {
  return typeof argument === 'object' && argument !== null && 'value' in argument;
}
