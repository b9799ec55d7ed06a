import type { Json } from '../../../shared/domain/json.ts';
import { isValueRef, type GuardRef, type ValueRef } from '../../../shared/guards/ref.ts';

/** What an operation has read so far, by name. */
export class OperationValues {
  readonly #values: Map<string, Json>;

  /** `known`: what was read before. */
  constructor(known: ReadonlyMap<string, Json> = new Map()) {
    this.#values = new Map(known);
  }

  set(name: string, value: Json): void {
    this.#values.set(name, value);
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** @throws Error for a name that was not read: a bug in the plan. */
  resolve(ref: ValueRef): Json {
    const value = this.#values.get(ref.value);
    if (value === undefined) throw new Error(`the plan uses ${ref.value} before it is read`);
    if (ref.path === undefined) return value;
    const part =
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? (value as Readonly<Record<string, Json>>)[ref.path]
        : undefined;
    if (part === undefined) throw new Error(`${ref.value} has no ${ref.path}`);
    return part;
  }

  /** The same question with its arguments known. */
  bind(ref: GuardRef): GuardRef {
    const args = Object.entries(ref.args).map(
      ([name, argument]) => [name, isValueRef(argument) ? this.resolve(argument) : argument] as const,
    );
    return { guard: ref.guard, args: Object.fromEntries(args) };
  }
}
