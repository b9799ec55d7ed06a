import type { NamedValue, Statement } from '../statements/statement.ts';

/** A statement that makes a session what it is at its place in the dump. */
export interface SessionStatement {
  readonly bytes: Buffer;
  readonly offset: number; // bytes
  readonly line: number;
}

/**
 * Everything that makes a session, in the order of the dump. A connection that stands at one place of it and goes
 * through the rest is as the dump's own connection would be. Where a variable is kept, set and set back, as dumps do
 * around each CREATE TABLE, all three are passed over by whoever needs none of what lies between.
 */
export class SessionLog {
  readonly #entries: { readonly statement: SessionStatement; readonly act: Act | null }[] = [];
  /** By the place of the first of three: the place after the last. */
  readonly #detours = new Map<number, number>();

  /** The place after the last statement. */
  get end(): number {
    return this.#entries.length;
  }

  /** Keeps its own copy. */
  add(statement: SessionStatement, meaning: Statement): void {
    this.#entries.push({ statement: { ...statement, bytes: Buffer.from(statement.bytes) }, act: actOf(meaning) });
    this.#findDetour();
    if (!setsAutocommit(meaning)) return;
    this.#entries.push({ statement: { ...statement, bytes: committing }, act: null });
  }

  /** What leads from one place to another. */
  *between(from: number, until: number): Generator<SessionStatement, void, undefined> {
    for (let at = from; at < until;) {
      const after = this.#detours.get(at);
      if (after !== undefined && after <= until) {
        at = after;
        continue;
      }
      const entry = this.#entries[at];
      if (entry !== undefined) yield entry.statement;
      at += 1;
    }
  }

  #findDetour(): void {
    const first = this.end - 3;
    const [kept, set, back] = this.#entries.slice(-3).map(({ act }) => act);
    if (kept?.kind !== 'keep' || set?.kind !== 'set' || back?.kind !== 'restore') return;
    const isOne = kept.name === set.name && set.name === back.name && kept.variable === back.variable;
    if (isOne) this.#detours.set(first, this.end);
  }
}

/** What a connection sends is committed by itself, or in a transaction of its own, whatever the dump wants. */
const committing = Buffer.from('SET SESSION autocommit = 1');

function setsAutocommit(statement: Statement): boolean {
  return (
    statement.kind === 'set' &&
    statement.assignments.some(({ target }) => target.scope === 'session' && target.name === 'autocommit')
  );
}

type Act =
  /** SET @variable = @@name */
  | { readonly kind: 'keep'; readonly name: string; readonly variable: string }
  | { readonly kind: 'set'; readonly name: string }
  /** SET name = @variable */
  | { readonly kind: 'restore'; readonly name: string; readonly variable: string };

/** null where it is more than one assignment, or another statement. */
function actOf(statement: Statement): Act | null {
  if (statement.kind !== 'set') return null;
  const [only, ...more] = statement.assignments;
  return only === undefined || more.length > 0 ? null : actOfOne(only);
}

function actOfOne({ target, value }: NamedValue): Act | null {
  const text = value.trim().toLowerCase();
  if (target.scope === 'user') {
    const [, name] = /^@@(?:session\.)?([a-z_]+)$/.exec(text) ?? [];
    return name === undefined ? null : { kind: 'keep', name, variable: bare(target.name) };
  }
  const [, variable] = /^@([a-z0-9_$.]+)$/.exec(text) ?? [];
  return variable === undefined
    ? { kind: 'set', name: target.name }
    : { kind: 'restore', name: target.name, variable: bare(variable) };
}

function bare(variable: string): string {
  return variable.toLowerCase().replace(/^@/, '');
}
