import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bridge } from '../../../shared/ipc/bridge.ts';
import { FakeSurroundings } from './testing/fake-surroundings.ts';
import { createWebSocketBridge } from './web-socket-bridge.ts';

let network: FakeSurroundings;
let bridge: Bridge;
beforeEach(() => {
  network = new FakeSurroundings();
  bridge = createWebSocketBridge(network);
});

const verification = { ok: true, entries: 3, problem: null };
const preferences = { words: 'master-slave', theme: 'dark' } as const;
const started = { kind: 'started', operation: 'op-1', steps: [] } as const;
const order = { planId: 'p', accept: [], confirm: null };
const reader = () => ({ event: vi.fn(), closed: vi.fn() });
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

function connect(): void {
  network.last.listener.opened();
}

/** Loses the connection, waits and connects again. */
function reconnect(): void {
  network.last.listener.closed();
  network.pass(10_000);
  connect();
}

describe('calls', () => {
  it('wait for the first connection, then are answered', async () => {
    const answer = bridge.call('journal.verify', {});
    await turn();
    connect();
    await turn();
    expect(network.last.sent).toEqual([{ kind: 'call', id: 1, name: 'journal.verify', input: {} }]);
    network.say({ kind: 'reply', id: 1, reply: { ok: true, output: verification } });
    await expect(answer).resolves.toEqual(verification);
  });

  it('give up when there is no connection for ten seconds', async () => {
    const failed = expect(bridge.call('journal.verify', {})).rejects.toMatchObject({ code: 'engine-connection-lost' });
    await turn();
    network.pass(10_000);
    await failed;
  });

  it('fail when the connection is lost before the answer: whether it was done is not known', async () => {
    connect();
    const failed = expect(bridge.call('preferences.set', preferences)).rejects.toMatchObject({
      name: 'SignalboxError',
      code: 'engine-connection-lost',
    });
    await turn();
    reconnect();
    await failed;
    expect(network.last.sent).toEqual([]);
  });

  it('reject as the error that the engine threw', async () => {
    connect();
    const answer = bridge.call('journal.verify', {});
    await turn();
    const error = { code: 'journal-corrupt', message: 'Broken.', server: 'db1:3306', details: { entry: 7 } } as const;
    network.say({ kind: 'reply', id: 1, reply: { ok: false, error } });
    await expect(answer).rejects.toMatchObject({ ...error, name: 'SignalboxError' });
  });

  it('reject an answer that breaks the contract', async () => {
    connect();
    const answer = bridge.call('journal.verify', {});
    await turn();
    network.say({ kind: 'reply', id: 1, reply: { ok: true, output: { ok: 'yes' } } });
    await expect(answer).rejects.toMatchObject({ code: 'bug' });
  });
});

describe('streams', () => {
  const progress = { kind: 'progress', message: 'm' };

  it('tell their events, acknowledge them and end', () => {
    connect();
    const listening = reader();
    bridge.stream('operation.run', order, listening);
    network.say({ kind: 'events', id: 1, events: [started, { kind: 'note', text: 'n' }] });
    network.say({ kind: 'end', id: 1, error: null });
    expect(listening.event.mock.calls).toEqual([[started], [{ kind: 'note', text: 'n' }]]);
    expect(listening.closed.mock.calls).toEqual([[null]]);
    expect(network.last.sent.slice(1)).toEqual([{ kind: 'ack', id: 1 }]);
  });

  it('are asked for again after a lost connection', () => {
    connect();
    const listening = reader();
    const input = { family: 'mariadb', replicas: 2, positions: 'gtid', shape: 'star' } as const;
    bridge.stream('yard.up', input, listening);
    network.say({ kind: 'events', id: 1, events: [progress] });
    reconnect();
    expect(network.last.sent).toEqual([{ kind: 'open', id: 1, name: 'yard.up', input }]);
    network.say({ kind: 'events', id: 1, events: [progress] });
    expect(listening.event).toHaveBeenCalledTimes(2);
    expect(listening.closed).not.toHaveBeenCalled();
  });

  it('never begin a switchover twice: the one that began is followed', () => {
    connect();
    const listening = reader();
    bridge.stream('operation.run', order, listening);
    network.say({ kind: 'events', id: 1, events: [started] });
    reconnect();
    expect(network.last.sent).toEqual([
      { kind: 'open', id: 1, name: 'operation.follow', input: { operation: 'op-1' } },
    ]);
    reconnect();
    expect(network.last.sent).toHaveLength(1);
    network.say({ kind: 'events', id: 1, events: [{ kind: 'note', text: 'n' }] });
    expect(listening.event).toHaveBeenLastCalledWith({ kind: 'note', text: 'n' });
  });

  it('end a run of which it is not known whether it began', () => {
    connect();
    const listening = reader();
    bridge.stream('operation.run', order, listening);
    reconnect();
    expect(listening.closed.mock.calls).toEqual([[expect.objectContaining({ code: 'engine-connection-lost' })]]);
    expect(network.last.sent).toEqual([]);
  });

  it('say nothing after they were cancelled, and are not asked for again', () => {
    connect();
    const listening = reader();
    const cancel = bridge.stream('topology.watch', { cluster: 'shop' }, listening);
    cancel();
    expect(network.last.sent.at(-1)).toEqual({ kind: 'cancel', id: 1 });
    network.say({ kind: 'end', id: 1, error: null });
    reconnect();
    expect(network.last.sent).toEqual([]);
    expect(listening.closed).not.toHaveBeenCalled();
  });

  it('end and are cancelled when an event breaks the contract', () => {
    connect();
    const listening = reader();
    bridge.stream('topology.watch', { cluster: 'shop' }, listening);
    network.say({ kind: 'events', id: 1, events: [{ name: 7 }] });
    expect(listening.closed.mock.calls).toEqual([[expect.objectContaining({ code: 'bug' })]]);
    expect(network.last.sent.at(-1)).toEqual({ kind: 'cancel', id: 1 });
  });
});

describe('the connection', () => {
  it('is told now and at each change, until nobody wants to know', () => {
    const told: boolean[] = [];
    const stop = bridge.onConnection((connected) => told.push(connected));
    connect();
    network.last.listener.closed();
    network.pass(10_000);
    connect();
    expect(told).toEqual([false, true, false, true]);
    stop();
    network.last.listener.closed();
    expect(told).toHaveLength(4);
  });

  it('is tried again with pauses that double up to five seconds, and start over after a success', () => {
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 7; attempt++) {
      network.last.listener.closed();
      const before = network.sockets.length;
      let pause = 0;
      for (; network.sockets.length === before; pause += 250) network.pass(250);
      pauses.push(pause);
    }
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
    connect();
    network.last.listener.closed();
    const before = network.sockets.length;
    network.pass(250);
    expect(network.sockets).toHaveLength(before + 1);
  });

  it('counts as lost after 15 s without a beat', () => {
    connect();
    const told: boolean[] = [];
    bridge.onConnection((connected) => told.push(connected));
    for (let beat = 0; beat < 5; beat++) {
      network.pass(14_000);
      network.say({ kind: 'beat' });
    }
    expect(told).toEqual([true]);
    const { last } = network;
    network.pass(15_000);
    expect(told).toEqual([true, false]);
    expect(last.closed).toBe(true);
  });

  it.each(['{', '{"kind":"other"}', 7])('is closed when the host sends %j', (data) => {
    connect();
    network.last.listener.received(data);
    expect(network.last.closed).toBe(true);
  });
});
