import { expect, test } from 'vitest';

import { rolesOf, type RoleInput } from './roles.ts';

const server = (id: string, sources: readonly string[], changes: Partial<RoleInput> = {}): RoleInput => ({
  id,
  sources,
  answers: true,
  writable: sources.length === 0,
  ...changes,
});

const cases: readonly { name: string; servers: readonly RoleInput[]; roles: Record<string, string> }[] = [
  { name: 'a lone server', servers: [server('a', [])], roles: { a: 'standalone' } },
  {
    name: 'a source with replicas, one chained',
    servers: [server('a', []), server('b', ['a']), server('c', ['b'])],
    roles: { a: 'source', b: 'intermediate', c: 'replica' },
  },
  {
    name: 'a replica of an unknown server',
    servers: [server('b', ['elsewhere'])],
    roles: { b: 'replica' },
  },
  {
    name: 'a dead source',
    servers: [server('a', [], { answers: false }), server('b', ['a'])],
    roles: { a: 'unreachable', b: 'replica' },
  },
  {
    name: 'a pair of which one takes writes',
    servers: [server('a', ['b'], { writable: true }), server('b', ['a'], { writable: false }), server('c', ['a'])],
    roles: { a: 'source', b: 'replica', c: 'replica' },
  },
  {
    name: 'a pair whose closed member has a replica of its own',
    servers: [server('a', ['b'], { writable: true }), server('b', ['a'], { writable: false }), server('c', ['b'])],
    roles: { a: 'source', b: 'intermediate', c: 'replica' },
  },
  {
    name: 'a pair that both take writes',
    servers: [server('a', ['b'], { writable: true }), server('b', ['a'], { writable: true })],
    roles: { a: 'source', b: 'source' },
  },
  {
    name: 'a writable replica is still a replica',
    servers: [server('a', []), server('b', ['a'], { writable: true })],
    roles: { a: 'source', b: 'replica' },
  },
];

test.each(cases)('$name', ({ servers, roles }) => {
  expect(Object.fromEntries(rolesOf(servers))).toEqual(roles);
});
