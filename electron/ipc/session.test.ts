import { expect, it, vi } from 'vitest';
import type { HostMessage } from '../../shared/ipc/wire.ts';
import type { Engine } from '../engine/engine.ts';
import { createHandlers } from './create-handlers.ts';
import { createSession } from './session.ts';
import { scriptedEngine } from './testing/scripted-engine.ts';
import { settled, topology } from './testing/scene.ts';

function sessionOver(parts: Partial<Engine>) {
  const sent: HostMessage[] = [];
  const handlers = createHandlers(scriptedEngine(parts), {
    version: '1',
    host: 'browser',
    opening: 'start',
    log: vi.fn(),
  });
  return { sent, session: createSession(handlers, (message) => sent.push(message)) };
}

/** An engine that watches until it is told to stop, and says so. */
function watcher() {
  const state = { aborted: false, tell: (() => undefined) as (readAt: number) => void };
  const watch: Engine['watch'] = (_cluster, onTopology, signal) => {
    state.tell = (readAt) => onTopology(topology(readAt));
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        state.aborted = true;
        resolve();
      });
    });
  };
  return { state, watch };
}

const verify = { kind: 'call', id: 1, name: 'journal.verify', input: {} };
const open = { kind: 'open', id: 2, name: 'topology.watch', input: { cluster: 'shop' } };
const verification = { ok: true, entries: 3, problem: null };

it('answers a call', async () => {
  const { sent, session } = sessionOver({ verifyJournal: () => verification });
  expect(session.receive(verify)).toBe(true);
  await settled();
  expect(sent).toEqual([{ kind: 'reply', id: 1, reply: { ok: true, output: verification } }]);
});

it('answers a failing call and goes on', async () => {
  const { sent, session } = sessionOver({ verifyJournal: () => verification });
  session.receive({ ...verify, name: 'no.such' });
  session.receive({ ...verify, id: 9 });
  await settled();
  expect(sent).toMatchObject([
    { id: 1, reply: { ok: false, error: { code: 'bad-input' } } },
    { id: 9, reply: { ok: true } },
  ]);
});

it('streams, waiting for acknowledgements, until the window cancels', async () => {
  const { state, watch } = watcher();
  const { sent, session } = sessionOver({ watch });
  session.receive(open);
  state.tell(1);
  state.tell(2);
  state.tell(3);
  expect(sent).toEqual([{ kind: 'events', id: 2, events: [topology(1)] }]);
  session.receive({ kind: 'ack', id: 2 });
  expect(sent[1]).toEqual({ kind: 'events', id: 2, events: [topology(3)] });
  session.receive({ kind: 'cancel', id: 2 });
  expect(state.aborted).toBe(true);
  state.tell(4);
  await settled();
  expect(sent).toHaveLength(2);
});

it('says what ended a stream', async () => {
  const { sent, session } = sessionOver({ watch: () => Promise.resolve() });
  session.receive(open);
  session.receive({ ...open, id: 3, input: { cluster: 7 } });
  await settled();
  expect(sent).toMatchObject([
    { kind: 'end', id: 3, error: { code: 'bad-input' } },
    { kind: 'end', id: 2, error: null },
  ]);
});

it('aborts what was only for the window when it goes, and sends it nothing more', async () => {
  const { state, watch } = watcher();
  let answer = (): void => undefined;
  let signal: AbortSignal | null = null;
  const candidates: Engine['candidates'] = (_cluster, aborts) => {
    signal = aborts;
    return new Promise((resolve) => {
      answer = () => resolve([]);
    });
  };
  const { sent, session } = sessionOver({ watch, candidates });
  session.receive(open);
  session.receive({ ...verify, name: 'switchover.candidates', input: { cluster: 'shop' } });
  session.close();
  expect(state.aborted).toBe(true);
  expect(signal).toMatchObject({ aborted: true });
  answer();
  await settled();
  expect(sent).toEqual([]);
});

it.each([
  undefined,
  null,
  'call',
  { kind: 'other' },
  { ...verify, id: 0 },
  { ...verify, name: 'x'.repeat(101) },
  { kind: 'ack' },
])('does not understand %j', (message) => {
  expect(sessionOver({}).session.receive(message)).toBe(false);
});

it('does not take an id that is in use', () => {
  const { session } = sessionOver({ watch: watcher().watch });
  expect(session.receive(open)).toBe(true);
  expect(session.receive(open)).toBe(false);
});

it('refuses more than 64 open at a time, calls and streams together', async () => {
  const { sent, session } = sessionOver({ watch: watcher().watch, verifyJournal: () => verification });
  for (let id = 1; id <= 65; id++) session.receive({ ...open, id });
  session.receive({ ...verify, id: 66 });
  await settled();
  expect(sent).toMatchObject([
    { kind: 'end', id: 65, error: { code: 'host-busy' } },
    { kind: 'reply', id: 66, reply: { ok: false, error: { code: 'host-busy' } } },
  ]);
  session.receive({ kind: 'cancel', id: 1 });
  session.receive({ ...verify, id: 67 });
  await settled();
  expect(sent.at(-1)).toMatchObject({ kind: 'reply', id: 67, reply: { ok: true } });
});
