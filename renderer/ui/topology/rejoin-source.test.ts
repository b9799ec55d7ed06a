import { expect, test } from 'vitest';
import type { ServerView } from '../../../shared/domain/topology.ts';
import { rejoinSource } from './rejoin-source.ts';

const server = (id: string, writable: boolean, follows: readonly string[] = [], silent = false): ServerView =>
  ({
    id,
    writable,
    reason: silent ? { code: 'server-unreachable', message: '' } : null,
    channels: follows.map((source) => ({ source })),
  }) as unknown as ServerView;

const next = server('next', true);
const replica = server('replica', false, ['next']);

test.for([
  ['an old master that is back and closed', server('old', false), [next, replica], 'next'],
  ['one that takes writes as well', server('old', true), [next, replica], 'next'],
  ['one that does not answer', server('old', false, [], true), [next, replica], null],
  ['one that follows already', server('old', false, ['next']), [next, replica], null],
  ['one beside which nobody takes writes', server('old', false), [server('next', false), replica], null],
  ['one beside which two take writes', server('old', false), [next, server('other', true)], null],
] as const)('%s', ([, old, others, source]) => {
  expect(rejoinSource([old, ...others], old)).toBe(source);
});
