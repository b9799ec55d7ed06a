import { expect, test } from 'vitest';
import { JobQueue } from './job-queue.ts';

test('a full queue holds whoever puts into it back until there is room', async () => {
  const queue = new JobQueue<string>(10);
  await queue.put('a', 8);
  let isThere = false;
  const second = queue.put('b', 8).then(() => (isThere = true));
  await Promise.resolve();
  expect(isThere).toBe(false);
  expect(await queue.take()).toBe('a');
  await second;
  expect(await queue.take()).toBe('b');
});

test('one job may be larger than the queue', async () => {
  const queue = new JobQueue<string>(10);
  await queue.put('large', 1000);
  expect(await queue.take()).toBe('large');
});

test('what is urgent is taken first', async () => {
  const queue = new JobQueue<string>(100);
  await queue.put('rows', 1);
  queue.putUrgent('keys');
  expect([await queue.take(), await queue.take()]).toEqual(['keys', 'rows']);
});

test('it is idle once everything that was taken is done; closing lets everybody go', async () => {
  const queue = new JobQueue<string>(100);
  await queue.put('a', 1);
  await queue.take();
  let isIdle = false;
  const idle = queue.idle().then(() => (isIdle = true));
  await Promise.resolve();
  expect(isIdle).toBe(false);
  queue.done();
  await idle;
  const waiting = queue.take();
  queue.close();
  expect(await waiting).toBe(null);
});
