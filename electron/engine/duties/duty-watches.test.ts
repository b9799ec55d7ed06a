import { expect, test, vi } from 'vitest';
import type { Duty } from '../../../shared/domain/duty.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import { DutyWatches } from './duty-watches.ts';

const duty = (cluster: string): Duty => ({ cluster }) as Duty;

/** Each pause ends when the test says so. */
function scene(open: () => readonly Duty[]) {
  const watched: { readonly cluster: string; readonly signal: AbortSignal; fail: (error: Error) => void }[] = [];
  const warned: string[] = [];
  const end = new AbortController();
  let wake = (): void => undefined;
  const watches = new DutyWatches({
    open,
    watch: (cluster, signal) =>
      new Promise((resolve, reject) => {
        watched.push({ cluster, signal, fail: reject });
        signal.addEventListener('abort', () => resolve());
      }),
    sleep: (_, signal) =>
      new Promise((resolve) => {
        wake = resolve;
        signal.addEventListener('abort', () => resolve());
      }),
    warn: (message) => void warned.push(message),
  });
  const over = watches.run(end.signal);
  const next = async (): Promise<void> => {
    wake();
    await vi.waitFor(() => undefined);
  };
  return { watched, warned, next, end, over };
}

test('a cluster is watched as long as it has a duty, once', async () => {
  let open = [duty('shop'), duty('shop')];
  const { watched, next, end, over } = scene(() => open);
  expect(watched.map(({ cluster }) => cluster)).toEqual(['shop']);
  await next();
  expect(watched).toHaveLength(1);
  open = [duty('crm')];
  await next();
  expect(watched.map(({ cluster, signal }) => [cluster, signal.aborted])).toEqual([
    ['shop', true],
    ['crm', false],
  ]);
  end.abort();
  await over;
  expect(watched[1]?.signal.aborted).toBe(true);
});

test('what can’t be watched or read is tried again, and warned of once', async () => {
  let fails = false;
  const { watched, warned, next, end, over } = scene(() => {
    if (fails) throw new SignalboxError('journal-corrupt', 'no');
    return [duty('shop')];
  });
  watched[0]?.fail(new SignalboxError('cluster-unknown', 'There is no such cluster.'));
  await next();
  await next();
  expect(watched).toHaveLength(2);
  expect(warned).toEqual([expect.stringContaining('There is no such cluster.')]);
  fails = true;
  await next();
  await next();
  expect(warned).toHaveLength(2);
  end.abort();
  await over;
});
