import { expect, test } from 'vitest';
import type { ErrorCode } from '../../../shared/domain/error-codes.ts';
import type { ServerView } from '../../../shared/domain/topology.ts';
import { goneSource, waitsForGone } from './gone-source.ts';

const server = (id: string, follows: readonly string[], code: ErrorCode | null = null): ServerView =>
  ({
    id,
    role: code === null ? 'replica' : 'unreachable',
    reason: code === null ? null : { code, message: '' },
    channels: follows.map((source) => ({ source })),
  }) as unknown as ServerView;

const m = (code: ErrorCode | null): ServerView => server('m', [], code);
const open = { ...server('open', []), writable: true };
const [s1, s2] = [server('s1', ['m']), server('s2', ['m'])];

test.for([
  ['a master that answers', [m(null), s1], null],
  ['a master that nothing reaches', [m('server-unreachable'), s1, s2], 'm'],
  ['a master that hangs', [m('server-timeout'), s1], 'm'],
  ['a master that lives and refuses the login', [m('server-access-denied'), s1], null],
  [
    'a dead master without a slave that answers',
    [m('server-unreachable'), server('s1', ['m'], 'server-timeout')],
    null,
  ],
  ['a dead slave', [m(null), server('s1', ['m'], 'server-unreachable')], null],
  [
    'a dead server in the middle of a chain',
    [m(null), server('s1', ['m'], 'server-unreachable'), server('s2', ['s1'])],
    null,
  ],
  ['one of a pair', [server('a', ['b'], 'server-unreachable'), server('b', ['a'])], 'a'],
  [
    'two dead masters: the one that more follow',
    [server('x', [], 'server-unreachable'), m('server-unreachable'), server('r', ['x']), s1, s2],
    'm',
  ],
  [
    'a dead master that another one has taken over from, with one slave left behind',
    [m('server-unreachable'), s1, open, server('s3', ['open'])],
    null,
  ],
  ['a dead master with more slaves than another one that takes writes', [m('server-unreachable'), s1, s2, open], 'm'],
] as const)('%s', ([, servers, gone]) => {
  expect(goneSource(servers)).toBe(gone);
});

test('its slaves wait for it', () => {
  const servers = [m('server-unreachable'), s1, server('other', ['t'])];
  expect(servers.map((one) => waitsForGone(servers, one))).toEqual([false, true, false]);
});
