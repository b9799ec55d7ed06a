import { expect, it } from 'vitest';
import type { ServerView } from '../../../../shared/domain/topology.ts';
import { canBeRepointed, dropOn } from './repoint.ts';

const server = (id: string, sources: readonly string[], role: ServerView['role'] = 'replica'): ServerView =>
  ({ id, role, channels: sources.map((source) => ({ name: '', source })) }) as unknown as ServerView;

const servers = [
  server('db1', [], 'source'),
  server('db2', ['db1'], 'intermediate'),
  server('db3', ['db2']),
  server('db4', ['db1']),
  server('db5', [], 'unreachable'),
];

it.each([
  ['db4', 'db2', null],
  ['db3', 'db1', null],
  ['db4', 'db1', 'it replicates from it already'],
  ['db2', 'db3', 'it follows the dragged one: a ring'],
  ['db4', 'db5', 'it does not answer'],
  ['db4', 'db4', ''],
])('%s dropped on %s: %s', (replica, target, because) => {
  expect(dropOn(servers, replica, target)).toEqual(because === null ? { allowed: true } : { allowed: false, because });
});

it('a ring that is there already does not hang it', () => {
  const ring = [server('a', ['b']), server('b', ['a']), server('c', ['a'])];
  expect(dropOn(ring, 'c', 'b')).toEqual({ allowed: true });
});

it('only what replicates can be dragged', () => {
  expect(servers.filter(canBeRepointed).map(({ id }) => id)).toEqual(['db2', 'db3', 'db4']);
});
