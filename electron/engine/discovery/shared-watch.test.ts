import { expect, test } from 'vitest';

import type { ClusterTopology } from '../../../shared/domain/topology.ts';
import { SharedWatch, type OnTopology } from './shared-watch.ts';

const topology = (readAt: number): ClusterTopology => ({
  name: 'c',
  label: 'C',
  environment: 'development',
  servers: [],
  findings: [],
  readAt,
});

function watch() {
  const runs: { report: OnTopology; ended: boolean }[] = [];
  const shared = new SharedWatch((report, signal) => {
    const run = { report, ended: false };
    runs.push(run);
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        run.ended = true;
        resolve();
      });
    });
  });
  return { shared, runs };
}

test('watchers share one run, which ends with the last of them', async () => {
  const { shared, runs } = watch();
  const [one, two] = [new AbortController(), new AbortController()];
  const seen: number[] = [];
  const first = shared.join(({ readAt }) => seen.push(readAt), one.signal);
  runs[0]?.report(topology(1), new Map());
  const second = shared.join(({ readAt }) => seen.push(readAt * 10), two.signal);
  expect(seen).toEqual([1, 10]);
  expect(runs).toHaveLength(1);
  one.abort();
  await first;
  expect(runs[0]?.ended).toBe(false);
  runs[0]?.report(topology(2), new Map());
  expect(seen).toEqual([1, 10, 20]);
  two.abort();
  await second;
  expect(runs[0]?.ended).toBe(true);
  expect(shared.ended).toBe(true);
});

test('a run that fails fails its watchers', async () => {
  const shared = new SharedWatch(() => Promise.reject(new Error('broken')));
  await expect(shared.join(() => undefined, new AbortController().signal)).rejects.toThrow('broken');
});

test('nothing runs for a watcher that has left already', async () => {
  const { shared, runs } = watch();
  await shared.join(() => undefined, AbortSignal.abort());
  expect(runs).toHaveLength(0);
});
