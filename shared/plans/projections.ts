import { factOf, type FactGroup, type ServerFacts } from '../domain/facts.ts';
import type { Json } from '../domain/json.ts';
import { ordinarySessionIds } from '../guards/ordinary-sessions.ts';
import { seenUp } from '../guards/seen-up.ts';
import { positionOf } from '../guards/position-value.ts';

export type ProjectionName = 'position' | 'seen-up' | 'ordinary-sessions';

/** A pure view on one server's facts that becomes a value of the operation. */
export interface Projection {
  readonly groups: readonly FactGroup[];
  project(facts: ServerFacts): Json;
}

export const projections: Readonly<Record<ProjectionName, Projection>> = {
  position: { groups: ['status'], project: (facts) => positionOf(factOf(facts, 'status')) },
  'seen-up': { groups: ['status'], project: seenUp },
  'ordinary-sessions': { groups: ['sessions', 'privileges'], project: ordinarySessionIds },
};
