import { factOf, type AppliersFacts, type FactGroup, type ServerFacts } from '../domain/facts.ts';
import type { Json } from '../domain/json.ts';
import { ordinarySessionIds } from '../guards/ordinary-sessions.ts';
import { positionOf } from '../guards/position-value.ts';
import { seenUp } from '../guards/seen-up.ts';
import { stopPointOf } from '../guards/stop-point.ts';

export type ProjectionName = 'position' | 'stop-point' | 'seen-up' | 'ordinary-sessions' | 'waits-for-rest';

/** A pure view on one server's facts that becomes a value of the operation. */
export interface Projection {
  readonly groups: readonly FactGroup[];
  project(facts: ServerFacts, channel: string): Json;
  /** The value as people read it. */
  describe(value: Json): string;
}

export const projections: Readonly<Record<ProjectionName, Projection>> = {
  position: {
    groups: ['status'],
    project: (facts) => positionOf(factOf(facts, 'status')),
    describe: (value) =>
      [`${part(value, 'file')}:${part(value, 'offset')}`, part(value, 'gtid')]
        .filter((text) => text !== '' && text !== ':')
        .join(' / '),
  },
  'stop-point': {
    groups: ['status'],
    project: (facts, channel) => stopPointOf(factOf(facts, 'status'), channel),
    describe: (value) =>
      [`${part(value, 'file')}:${part(value, 'offset')}`, part(value, 'gtid')]
        .filter((text) => text !== '' && text !== ':')
        .join(' / '),
  },
  'seen-up': {
    groups: ['status'],
    project: (facts) => seenUp(facts),
    describe: (value) => `up for ${part(value, 'uptimeS')} s`,
  },
  'ordinary-sessions': {
    groups: ['sessions', 'privileges'],
    project: (facts) => ordinarySessionIds(facts),
    describe: (value) =>
      Array.isArray(value) && value.length > 0 ? `${String(value.length)}: ${value.join(', ')}` : 'none',
  },
  'waits-for-rest': {
    groups: ['appliers'],
    project: (facts, channel) => waitsForRest(factOf(facts, 'appliers'), channel),
    describe: (value) => (Array.isArray(value) && value.length > 0 ? `session ${value.join(', ')}` : 'none'),
  },
};

/** The coordinator's session, if it is at a transaction; a list of one or none. */
function waitsForRest(appliers: AppliersFacts | undefined, channel: string): Json {
  const session = appliers?.channels.find((entry) => entry.channel === channel)?.handsOut ?? null;
  return session === null ? [] : [session];
}

/** A named part of a value; empty when it is not there. */
function part(value: Json, name: string): string {
  const found =
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, Json>>)[name]
      : null;
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}
