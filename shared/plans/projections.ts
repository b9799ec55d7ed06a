import { factOf, type FactGroup, type ServerFacts } from '../domain/facts.ts';
import type { Json } from '../domain/json.ts';
import { ordinarySessionIds } from '../guards/ordinary-sessions.ts';
import { positionOf } from '../guards/position-value.ts';

export type ProjectionName = 'position' | 'uptime' | 'ordinary-sessions';

/** A pure view on one server's facts that becomes a value of the operation. */
export interface Projection {
  readonly groups: readonly FactGroup[];
  project(facts: ServerFacts): Json;
}

export const projections: Readonly<Record<ProjectionName, Projection>> = {
  position: { groups: ['status'], project: (facts) => positionOf(factOf(facts, 'status')) },
  uptime: { groups: ['status'], project: (facts) => factOf(facts, 'status')?.uptimeS ?? 0 },
  'ordinary-sessions': { groups: ['sessions', 'privileges'], project: ordinarySessionIds },
};
