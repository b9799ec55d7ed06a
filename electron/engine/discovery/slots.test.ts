import { expect, test } from 'vitest';

import { inSlots } from './slots.ts';

test('at most so many at once, results in order', async () => {
  let running = 0;
  let most = 0;
  const results = await inSlots([3, 1, 2, 5, 4], 2, async (item) => {
    most = Math.max(most, (running += 1));
    for (let turn = 0; turn < item; turn += 1) await Promise.resolve();
    running -= 1;
    return item * 10;
  });
  expect(results).toEqual([30, 10, 20, 50, 40]);
  expect(most).toBe(2);
});

test('a failure is the result, and nothing new begins', async () => {
  const begun: number[] = [];
  const failing = inSlots([1, 2, 3], 1, (item) => {
    begun.push(item);
    return item === 2 ? Promise.reject(new Error('second')) : Promise.resolve(item);
  });
  await expect(failing).rejects.toThrow('second');
  expect(begun).toEqual([1, 2]);
});
