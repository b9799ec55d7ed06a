import { afterEach, describe, expect, it, vi } from 'vitest';
import { createHandlers } from '../../../electron/ipc/create-handlers.ts';
import { topology } from '../../../electron/ipc/testing/scene.ts';
import { scriptedEngine } from '../../../electron/ipc/testing/scripted-engine.ts';
import type { Engine } from '../../../electron/engine/engine.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ClusterTopology } from '../../../shared/domain/topology.ts';
import type { OperationEvent } from '../../../shared/plans/operation-event.ts';
import { createFakeEngine } from '../fake-engine/fake-engine.ts';
import type { OpenBridge } from './open-bridge.ts';
import { overBrowser } from './over-browser.ts';
import { overDesktop } from './over-desktop.ts';

const electron = await vi.hoisted(async () => (await import('../desktop/electron-substitute.ts')).createElectron());
vi.mock('electron', () => electron);

const transports = [
  ['the browser host', overBrowser],
  ['the desktop host', (handlers: Parameters<typeof overBrowser>[0]) => overDesktop(handlers, electron)],
] as const;

let opened: OpenBridge | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

const info = { version: '1', host: 'browser', opening: 'start', log: vi.fn() } as const;

describe.each(transports)('the contract over %s', (_name, open) => {
  const openOn = async (engine: Engine): Promise<OpenBridge> => {
    opened = await open(createHandlers(engine, info));
    return opened;
  };
  const fakeEngine = (asking = false): Engine =>
    createFakeEngine({ clusters: true, failing: false, asking, clock: Date.now, pause: () => Promise.resolve() });

  it('is connected', async () => {
    const { bridge } = await openOn(scriptedEngine({}));
    const told = vi.fn();
    bridge.onConnection(told);
    await vi.waitFor(() => expect(told).toHaveBeenLastCalledWith(true));
  });

  it('answers calls, in whatever order the engine does', async () => {
    const { bridge } = await openOn(fakeEngine());
    const [clusters, verification] = await Promise.all([
      bridge.call('clusters.list', {}),
      bridge.call('journal.verify', {}),
    ]);
    expect(clusters).toMatchObject([{ name: 'shop' }]);
    expect(verification).toEqual({ ok: true, entries: 0, problem: null });
  });

  it('rejects with the error that the engine threw', async () => {
    const failure = new SignalboxError('server-timeout', 'Too slow.', { server: 'db1:3306', details: { ms: 5 } });
    const { bridge } = await openOn(scriptedEngine({ removeCluster: () => Promise.reject(failure) }));
    const rejected = bridge.call('clusters.remove', { name: 'shop' });
    await expect(rejected).rejects.toBeInstanceOf(SignalboxError);
    await expect(rejected).rejects.toMatchObject({
      code: 'server-timeout',
      message: 'Too slow.',
      server: 'db1:3306',
      details: { ms: 5 },
    });
  });

  it('rejects a bad input without asking the engine', async () => {
    const { bridge } = await openOn(scriptedEngine({}));
    await expect(bridge.call('clusters.remove', { name: '' })).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('streams until it is cancelled, and then has the engine stop', async () => {
    let watching: AbortSignal | null = null;
    const watch: Engine['watch'] = (_cluster, tell, signal) => {
      watching = signal;
      tell(topology(1));
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
    };
    const { bridge } = await openOn(scriptedEngine({ watch }));
    const events: ClusterTopology[] = [];
    const reader = { event: (event: ClusterTopology) => void events.push(event), closed: vi.fn() };
    const cancel = bridge.stream('topology.watch', { cluster: 'shop' }, reader);
    await vi.waitFor(() => expect(events).toEqual([topology(1)]));
    cancel();
    await vi.waitFor(() => expect(watching).toMatchObject({ aborted: true }));
    expect(reader.closed).not.toHaveBeenCalled();
  });

  it('says what ended a stream', async () => {
    const failure = new SignalboxError('cluster-unknown', 'No such cluster.');
    const { bridge } = await openOn(scriptedEngine({ watch: () => Promise.reject(failure) }));
    const closed = vi.fn();
    bridge.stream('topology.watch', { cluster: 'shop' }, { event: vi.fn(), closed });
    await vi.waitFor(() => expect(closed).toHaveBeenCalledTimes(1));
    expect(closed).toHaveBeenCalledWith(expect.objectContaining({ code: 'cluster-unknown' }));
  });

  it('runs a switchover and tells every step up to the result', async () => {
    const { bridge } = await openOn(fakeEngine());
    const request = { cluster: 'shop', to: '127.0.0.1:3311', leaveBehind: [], accept: [] };
    const { planId } = await bridge.call('switchover.preview', request);
    const events: OperationEvent[] = [];
    const closed = vi.fn();
    const order = { planId: planId ?? '', accept: [], confirm: null };
    bridge.stream('operation.run', order, { event: (event) => void events.push(event), closed });
    await vi.waitFor(() => expect(closed).toHaveBeenCalledWith(null));
    expect(events[0]).toMatchObject({ kind: 'started' });
    expect(events.at(-1)).toMatchObject({ kind: 'finished', result: { outcome: 'done' } });
    const proved = events.filter((event) => event.kind === 'step' && event.step.state === 'proved');
    expect(proved).toHaveLength(8);
  });

  it('finds a running operation again, which goes on when its window is closed', async () => {
    const handlers = createHandlers(fakeEngine(true), info);
    const first = await open(handlers);
    const { planId } = await first.bridge.call('switchover.preview', {
      cluster: 'shop',
      to: '127.0.0.1:3311',
      leaveBehind: [],
      accept: [],
    });
    const asked = new Promise<Extract<OperationEvent, { kind: 'question' }>>((resolve) => {
      const event = (told: OperationEvent): void => {
        if (told.kind === 'question') resolve(told);
      };
      const order = { planId: planId ?? '', accept: [], confirm: null };
      first.bridge.stream('operation.run', order, { event, closed: vi.fn() });
    });
    const { step } = await asked;
    await first.close();

    opened = await open(handlers);
    const { bridge } = opened;
    const [running] = await bridge.call('operation.running', {});
    expect(running).toMatchObject({ cluster: 'shop', question: { step }, undoing: null });
    const operation = running?.operation ?? '';
    const events: OperationEvent[] = [];
    const closed = vi.fn();
    bridge.stream('operation.follow', { operation }, { event: (event) => void events.push(event), closed });
    await vi.waitFor(() => expect(events.map((event) => event.kind)).toEqual(['started', 'question']));
    await bridge.call('operation.answer', { operation, step, choice: 'go-on' });
    await vi.waitFor(() => expect(closed).toHaveBeenCalledWith(null));
    expect(events.at(-1)).toMatchObject({ kind: 'finished', result: { outcome: 'done' } });
    expect(await bridge.call('operation.running', {})).toEqual([]);
  });
});
