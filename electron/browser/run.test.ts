import { expect, it, vi } from 'vitest';
import type { YardStatus } from '../../shared/ipc/contract.ts';
import { SignalboxError } from '../../shared/domain/errors.ts';
import type { Engine } from '../engine/engine.ts';
import { createHandlers } from '../ipc/create-handlers.ts';
import { result } from '../ipc/testing/scene.ts';
import { scriptedEngine } from '../ipc/testing/scripted-engine.ts';
import { runBrowserHost } from './run.ts';
import type { Terminal } from './terminal.ts';
import { ask, letIn } from './testing/plain-browser.ts';

const noYard: YardStatus = { running: false, family: null, positions: null, shape: null, servers: [], cluster: null };
const preferences = () => ({ words: 'source-replica', theme: 'dark' }) as const;

function fakeTerminal(interactive: boolean) {
  const state = {
    said: [] as string[],
    complained: [] as string[],
    enter: (): void => undefined,
    end: (): void => undefined,
    closed: false,
  };
  const terminal: Terminal = {
    interactive,
    say: (line) => void state.said.push(line),
    complain: (line) => void state.complained.push(line),
    onEnter: (act) => (state.enter = act),
    askedToEnd: () =>
      new Promise((resolve) => {
        state.end = resolve;
      }),
    close: () => (state.closed = true),
  };
  return { state, terminal };
}

function start(parts: Partial<Engine>, { interactive = false, yard = false } = {}) {
  const close = vi.fn(() => Promise.resolve());
  const engine = scriptedEngine({
    yardStatus: () => Promise.resolve(noYard),
    close,
    ...parts,
  });
  const handlers = createHandlers(engine, { version: '1', host: 'browser', opening: 'start', log: vi.fn() });
  const { state, terminal } = fakeTerminal(interactive);
  const over = runBrowserHost({ engine, handlers, pageFolder: '/nowhere', port: 0, yard, terminal });
  const address = async (index = 0): Promise<URL> => {
    const said = (): string | undefined => state.said.filter((line) => line.includes('?token='))[index];
    await vi.waitFor(() => expect(said()).toBeDefined());
    return new URL(said()?.split(' ').at(-1) ?? '');
  };
  return { close, handlers, state, over, address };
}

it('says one address, serves it, and ends in good order', async () => {
  const { close, state, over, address } = start({});
  const { port, search } = await address();
  expect(await letIn(Number(port), `/${search}`)).not.toBe('');
  state.end();
  await over;
  expect(state.said).toHaveLength(1);
  expect(close).toHaveBeenCalledTimes(1);
  expect(state.closed).toBe(true);
  await expect(ask(Number(port), '/')).rejects.toThrow('ECONNREFUSED');
});

it('gives a new address when Enter is pressed', async () => {
  const { state, over, address } = start({}, { interactive: true });
  const first = await address();
  state.enter();
  const second = await address(1);
  expect((await ask(Number(first.port), `/${first.search}`)).status).toBe(403);
  expect(await letIn(Number(second.port), `/${second.search}`)).not.toBe('');
  state.end();
  await over;
});

it('starts the yard that is asked for, tells how it goes, and that it keeps running', async () => {
  const up: YardStatus = { ...noYard, running: true };
  let status = noYard;
  const yardUp = vi.fn<Engine['yardUp']>((_options, tell) => {
    tell({ kind: 'progress', message: 'Connecting the {replicas}' });
    return Promise.resolve((status = up));
  });
  const { state, over } = start({ preferences, yardUp, yardStatus: () => Promise.resolve(status) }, { yard: true });
  await vi.waitFor(() => expect(state.said).toContain('The practice servers run.'));
  expect(state.said).toContain('Connecting the replicas');
  expect(yardUp.mock.calls[0]?.[0]).toEqual({ family: 'mariadb', replicas: 2, positions: 'gtid', shape: 'star' });
  state.end();
  await over;
  expect(state.said.at(-1)).toContain('yard down');
});

it('starts the yard that there is, whatever its shape', async () => {
  const present: YardStatus = {
    ...noYard,
    family: 'mysql',
    positions: 'file',
    shape: 'pair',
    servers: [{ address: '127.0.0.1:1', alive: false }],
  };
  const yardUp = vi.fn<Engine['yardUp']>(() => Promise.resolve(present));
  const { state, over } = start({ preferences, yardUp, yardStatus: () => Promise.resolve(present) }, { yard: true });
  await vi.waitFor(() => expect(yardUp).toHaveBeenCalled());
  expect(yardUp.mock.calls[0]?.[0]).toEqual({ family: 'mysql', replicas: 0, positions: 'file', shape: 'pair' });
  state.end();
  await over;
});

it('goes on without a yard that can not be started, and says why', async () => {
  const missing = new SignalboxError('server-binaries-missing', 'There is no MariaDB here.');
  const { state, over } = start({ preferences, yardUp: () => Promise.reject(missing) }, { yard: true });
  await vi.waitFor(() => expect(state.complained).toEqual(['There is no MariaDB here.']));
  state.end();
  await over;
});

it('has a running operation stop and undo before it ends', async () => {
  const cancel = vi.fn();
  let endRun = (): void => undefined;
  const { close, handlers, state, over, address } = start({
    cancel,
    runPlan: ({ onEvent }) => {
      onEvent({ kind: 'started', operation: 'op-1', steps: [] });
      return new Promise((resolve) => {
        endRun = () => resolve(result());
      });
    },
  });
  const { port } = await address();
  const telling = handlers.operations.run(
    { planId: 'p', accept: [], confirm: null },
    vi.fn(),
    new AbortController().signal,
  );
  state.end();
  await vi.waitFor(() => expect(cancel).toHaveBeenCalledWith('op-1'));
  expect(state.said.at(-1)).toContain('asked to stop and undo');
  expect((await ask(Number(port), '/')).status).toBe(401);
  expect(close).not.toHaveBeenCalled();
  endRun();
  await over;
  await telling;
  expect(close).toHaveBeenCalledTimes(1);
});
