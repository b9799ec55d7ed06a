import { expect, it, vi } from 'vitest';
import { SignalboxError } from '../../shared/domain/errors.ts';
import type { Engine } from '../engine/engine.ts';
import { createHandlers } from './create-handlers.ts';
import { dispatchCall, dispatchStream } from './dispatch.ts';
import { scriptedEngine } from './testing/scripted-engine.ts';
import { topology } from './testing/scene.ts';

const context = { signal: new AbortController().signal };
const log = vi.fn();
const handlersOf = (parts: Partial<Engine>) =>
  createHandlers(scriptedEngine(parts), { version: '1', host: 'browser', opening: 'start', log });

it('parses input, asks the engine and answers what the contract says, without more', async () => {
  const journalItems = vi.fn(() => []);
  const filter = { cluster: 'shop', limit: 5, before: null };
  const handlers = handlersOf({ journalItems });
  expect(await dispatchCall(handlers, 'journal.list', { ...filter, more: 1 }, context)).toEqual({
    ok: true,
    output: [],
  });
  expect(journalItems).toHaveBeenCalledWith(filter);
});

it('names the path of a bad input, never its value, and does not reach the engine', async () => {
  const input = { name: 'shop', password: ['hunter2'] };
  const reply = await dispatchCall(handlersOf({}), 'clusters.password', input, context);
  expect(reply).toMatchObject({ ok: false, error: { code: 'bad-input', details: { paths: ['password'] } } });
  expect(JSON.stringify(reply)).not.toContain('hunter2');
});

it.each(['no.such', 'topology.watch', 'constructor', '__proto__', 'hasOwnProperty'])(
  'knows no call %s',
  async (name) => {
    const reply = await dispatchCall(handlersOf({}), name, {}, context);
    expect(reply).toMatchObject({ ok: false, error: { code: 'bad-input' } });
  },
);

it('reports an expected failure by its code, with server and details', async () => {
  const failure = new SignalboxError('cluster-unknown', 'No such cluster.', { server: 'db1:3306', details: { n: 1 } });
  const handlers = handlersOf({ removeCluster: () => Promise.reject(failure) });
  expect(await dispatchCall(handlers, 'clusters.remove', { name: 'x' }, context)).toEqual({
    ok: false,
    error: { code: 'cluster-unknown', message: 'No such cluster.', server: 'db1:3306', details: { n: 1 } },
  });
});

it('reports anything else as a bug: the stack goes to the log, not to the window', async () => {
  log.mockClear();
  const handlers = handlersOf({
    verifyJournal: () => {
      throw new TypeError('oops');
    },
  });
  const reply = await dispatchCall(handlers, 'journal.verify', {}, context);
  expect(reply).toMatchObject({ ok: false, error: { code: 'bug' } });
  expect(JSON.stringify(reply)).not.toContain('dispatch.test');
  expect(log).toHaveBeenCalledWith('error', expect.stringContaining('oops'), {
    name: 'journal.verify',
    stack: expect.stringContaining('dispatch.test') as string,
  });
});

it('does not pass on an answer that breaks the contract', async () => {
  const handlers = handlersOf({ verifyJournal: () => ({ ok: true, entries: Number.NaN, problem: null }) });
  const reply = await dispatchCall(handlers, 'journal.verify', {}, context);
  expect(reply).toMatchObject({
    ok: false,
    error: { code: 'bug', message: expect.stringContaining('entries') as string },
  });
});

it('streams events until the engine is done', async () => {
  const handlers = handlersOf({
    watch: (_cluster, tell) => {
      tell(topology(1));
      tell(topology(2));
      return Promise.resolve();
    },
  });
  const events: unknown[] = [];
  const emit = (event: unknown) => void events.push(event);
  expect(await dispatchStream(handlers, 'topology.watch', { cluster: 'shop' }, { ...context, emit })).toBeNull();
  expect(events).toEqual([topology(1), topology(2)]);
});

it('ends a stream whose event breaks the contract, and never throws that into the engine', async () => {
  let threw = false;
  const handlers = handlersOf({
    watch: (_cluster, tell, signal) => {
      try {
        tell({ ...topology(1), name: '' });
      } catch {
        threw = true;
      }
      return signal.aborted ? Promise.resolve() : Promise.reject(new Error('the stream goes on'));
    },
  });
  const emit = vi.fn();
  const error = await dispatchStream(handlers, 'topology.watch', { cluster: 'shop' }, { ...context, emit });
  expect(error).toMatchObject({ code: 'bug' });
  expect(emit).not.toHaveBeenCalled();
  expect(threw).toBe(false);
});

it.each([
  ['no.such', {}],
  ['journal.verify', {}],
  ['topology.watch', { cluster: '' }],
])('refuses the stream %s', async (name, input) => {
  const error = await dispatchStream(handlersOf({}), name, input, { ...context, emit: vi.fn() });
  expect(error).toMatchObject({ code: 'bad-input' });
});
