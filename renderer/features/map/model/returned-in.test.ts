import { expect, test } from 'vitest';
import type { ServerView } from '../../../../shared/domain/topology.ts';
import { exampleDuty } from '../../../ui/duty/example-duty.ts';
import { returnedIn } from './returned-in.ts';

const server = (id: string): ServerView =>
  ({ id, writable: true, reason: null, channels: [] as const }) as unknown as ServerView;
const servers = [server('old'), server('new')];
const both = { code: 'two-writable-servers', server: null, servers: ['old', 'new'] } as const;

test('two servers take writes: the one that was replaced is to follow', () => {
  expect(returnedIn(both, [exampleDuty()], servers)).toBe('old');
});

test('without a duty nobody knows which one', () => {
  expect(returnedIn(both, [], servers)).toBeNull();
  expect(returnedIn(both, [exampleDuty({ state: 'waiting' })], servers)).toBeNull();
});

test('one that follows nobody may follow, whoever replaced it', () => {
  const alone = { code: 'follows-nobody', server: 'old', servers: ['old'] } as const;
  expect(returnedIn(alone, [], servers)).toBe('old');
  expect(returnedIn(alone, [], [server('old'), server('new'), server('other')])).toBeNull();
});
