import { expect, it, vi } from 'vitest';
import type { YardProgress, YardStatus } from '../../shared/ipc/contract.ts';
import type { Engine } from '../engine/engine.ts';
import { createYardStart } from './yard-start.ts';
import type { YardOptions } from './yard-start.ts';
import { scriptedEngine } from './testing/scripted-engine.ts';
import { settled } from './testing/scene.ts';

const options: YardOptions = { family: 'mariadb', replicas: 1, positions: 'gtid', shape: 'star' };
const running: YardStatus = {
  running: true,
  family: 'mariadb',
  positions: 'gtid',
  shape: 'star',
  servers: [
    { address: '127.0.0.1:1', alive: true },
    { address: '127.0.0.1:2', alive: true },
  ],
  cluster: 'yard',
};

/** An engine whose start of the yard is ended by the test. */
function slowYard() {
  const started = { finish: (): void => undefined, signals: [] as AbortSignal[] };
  const yardUp = vi.fn<Engine['yardUp']>((_options, tell, signal) => {
    started.signals.push(signal);
    tell({ kind: 'progress', message: 'Starting' });
    return new Promise((resolve, reject) => {
      started.finish = () => resolve(running);
      signal.addEventListener('abort', () => reject(new Error('given up')));
    });
  });
  return {
    started,
    yardUp,
    yard: createYardStart(scriptedEngine({ yardUp })),
  };
}

function listener() {
  const events: YardProgress[] = [];
  return { events, emit: (event: YardProgress) => void events.push(event), controller: new AbortController() };
}

const up: YardProgress = { kind: 'up', status: running };
const progress: YardProgress = { kind: 'progress', message: 'Starting' };

it('goes on when the window is gone; who asks for the same joins', async () => {
  const { started, yardUp, yard } = slowYard();
  const first = listener();
  const waiting = yard.up(options, first.emit, first.controller.signal);
  await settled();
  first.controller.abort();
  await waiting;
  const second = listener();
  const joined = yard.up({ ...options }, second.emit, second.controller.signal);
  started.finish();
  await joined;
  expect(yardUp).toHaveBeenCalledTimes(1);
  expect(started.signals[0]?.aborted).toBe(false);
  expect(first.events).toEqual([progress]);
  expect(second.events).toEqual([progress, up]);
});

it('does not start a different one meanwhile', async () => {
  const { yard } = slowYard();
  const { emit, controller } = listener();
  void yard.up(options, emit, controller.signal);
  await expect(yard.up({ ...options, replicas: 3 }, emit, controller.signal)).rejects.toMatchObject({
    code: 'yard-exists',
  });
});

it('can be abandoned and begun again', async () => {
  const { started, yard } = slowYard();
  const first = listener();
  const failed = expect(yard.up(options, first.emit, first.controller.signal)).rejects.toThrow('given up');
  await settled();
  await yard.abandon();
  await failed;
  const second = listener();
  const again = yard.up(options, second.emit, second.controller.signal);
  await settled();
  started.finish();
  await again;
  expect(second.events.at(-1)).toEqual(up);
});
