import type { ErrorCode } from '../domain/error-codes.ts';
import type { FactGroup, FactsByServer } from '../domain/facts.ts';
import type { ServerId } from '../domain/server.ts';
import type { Verdict } from './verdict.ts';

/** What a guard wants read before it is asked. */
export interface FactNeed {
  readonly server: ServerId;
  readonly group: FactGroup;
}

/** A named pure question about facts. `A` is plain data, so that plans can carry the question. */
export interface Guard<A> {
  readonly code: string;
  /** The server the answer is about; null: the cluster. */
  about(args: A): ServerId | null;
  needs(args: A): readonly FactNeed[];
  /** Called only when every needed group could be read. */
  check(args: A, facts: FactsByServer, now: number): Verdict;
  /** The answer when a needed group could not be read. */
  readonly unknown: 'block' | 'warn' | ((code: ErrorCode | null) => 'block' | 'warn');
}

export function pass(message: string): Verdict {
  return { verdict: 'pass', message, cure: null };
}

export function warn(message: string, cure: string): Verdict {
  return { verdict: 'warn', message, cure };
}

export function loss(message: string, cure: string): Verdict {
  return { verdict: 'loss', message, cure };
}

export function block(message: string, cure: string): Verdict {
  return { verdict: 'block', message, cure };
}

/** Needs of several groups of one server. */
export function needsOf(server: ServerId, ...groups: readonly FactGroup[]): readonly FactNeed[] {
  return groups.map((group) => ({ server, group }));
}
