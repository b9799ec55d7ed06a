import { expect, test } from 'vitest';
import type { ServerView } from '../../../../shared/domain/topology.ts';
import { exampleDuty } from '../../../ui/duty/example-duty.ts';
import { returnedIn } from './returned-in.ts';

const server = (id: string): ServerView =>
  ({ id, writable: true, reason: null, channels: [] as const }) as unknown as ServerView;
const servers = [server('old'), server('new')];
const both = { code: 'two-writable-servers', server: null, servers: ['old', 'new'] } as const;

test('two servers take writes: the one that was replaced is to follow', () => {
  expect(returnedIn('shop', both, [exampleDuty()], servers)).toBe('old');
});

test('without a duty of this cluster nobody knows which one', () => {
  expect(returnedIn('crm', both, [exampleDuty()], servers)).toBeNull();
  expect(returnedIn('shop', both, [], servers)).toBeNull();
  expect(returnedIn('shop', both, [exampleDuty({ state: 'waiting' })], servers)).toBeNull();
});

test('one that follows nobody may follow, whoever replaced it', () => {
  const alone = { code: 'follows-nobody', server: 'old', servers: ['old'] } as const;
  expect(returnedIn('shop', alone, [], servers)).toBe('old');
  expect(returnedIn('shop', alone, [], [server('old'), server('new'), server('other')])).toBeNull();
});
