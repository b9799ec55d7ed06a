import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ClusterTopology } from '../../../shared/domain/topology.ts';
import type { AppInfo, ClusterSummary, Preferences } from '../../../shared/ipc/contract.ts';
import { loading, ready } from '../loaded.ts';
import { exampleDuty } from '../duty/example-duty.ts';
import { createFakeBridge } from './fake-bridge.ts';
import { createDutyWatch } from './duty-store.ts';
import { createRecentJournal } from './journal-store.ts';
import { createSession, currentOf, standingErrors } from './session-store.ts';
import { createTopologyWatch } from './topology-store.ts';

const cluster = (name: string): ClusterSummary => ({
  name,
  label: name,
  environment: 'staging',
  seeds: [],
  user: 'u',
  password: 'ask',
  tls: 'off',
  tlsCaFile: null,
  replicationUser: null,
  replicationPassword: null,
  pollIntervalMs: 1000,
  lagLimitS: 20,
  askToMoveApplication: false,
  servers: [],
  needsPassword: false,
});
const info: AppInfo = {
  version: '1',
  host: 'browser',
  opening: 'start',
  configPath: '',
  dataDirectory: '',
  configError: null,
  journalError: null,
};
const preferences: Preferences = { words: 'source-replica', theme: 'light' };
const topology = (name: string): ClusterTopology => ({
  name,
  label: name,
  environment: 'staging',
  servers: [],
  findings: [],
  readAt: 1,
});
const refusal = new SignalboxError('journal-unwritable', 'no');
const wholeAnswers = {
  'app.info': () => info,
  'preferences.get': () => preferences,
  'clusters.list': () => [cluster('a'), cluster('b')],
};

describe('the session', () => {
  test('loads everything when the connection is there, and says when it is lost', async () => {
    const fake = createFakeBridge(wholeAnswers);
    const session = createSession(fake.bridge, () => 42);
    session.start();
    fake.connect(true);
    await vi.waitFor(() => expect(session.getState().current).toBe('a'));
    expect(session.getState()).toMatchObject({ connection: 'connected', preferences, preferencesKnown: true });
    fake.connect(false);
    expect(session.getState()).toMatchObject({ connection: 'lost', lostAt: 42, current: 'a' });
    fake.connect(true);
    expect(session.getState()).toMatchObject({ connection: 'connected', lostAt: null });
  });

  test('looks again at the configuration while it is connected', async () => {
    vi.useFakeTimers();
    const fake = createFakeBridge(wholeAnswers);
    const stop = createSession(fake.bridge, () => 42).start();
    const lists = (): number => fake.asked.filter(([name]) => name === 'clusters.list').length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lists()).toBe(0);
    fake.connect(true);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(lists()).toBe(2);
    stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lists()).toBe(2);
    vi.useRealTimers();
  });

  test('is not “lost” before it was there', () => {
    const fake = createFakeBridge(wholeAnswers);
    const session = createSession(fake.bridge, () => 42);
    session.start();
    fake.connect(false);
    expect(session.getState().connection).toBe('connecting');
  });

  test('keeps the clusters it knew when they can’t be listed', async () => {
    const list = vi.fn(() => [cluster('a')]);
    const session = createSession(createFakeBridge({ ...wholeAnswers, 'clusters.list': list }).bridge, () => 0);
    await session.refresh();
    list.mockImplementation(() => {
      throw refusal;
    });
    await session.refresh();
    expect(session.getState().clusters).toMatchObject({ kind: 'failed', value: [{ name: 'a' }] });
  });

  test('puts preferences back that the engine refuses', async () => {
    const set = (): never => {
      throw refusal;
    };
    const session = createSession(createFakeBridge({ ...wholeAnswers, 'preferences.set': set }).bridge, () => 0);
    await session.refresh();
    const preferring = session.prefer({ theme: 'dark' });
    expect(session.getState().preferences.theme).toBe('dark');
    await expect(preferring).rejects.toBe(refusal);
    expect(session.getState().preferences).toEqual(preferences);
  });

  test('shows the chosen cluster while it exists', () => {
    expect(currentOf('b', [cluster('a'), cluster('b')])).toBe('b');
    expect(currentOf('gone', [cluster('a')])).toBe('a');
    expect(currentOf('gone', [])).toBeNull();
  });

  test('says standing errors of configuration and journal', () => {
    const error = { code: 'config-invalid', message: 'm', server: null, details: {} } as const;
    expect(standingErrors(loading)).toEqual([]);
    expect(standingErrors(ready({ ...info, journalError: error }))).toEqual([error]);
    expect(standingErrors({ kind: 'failed', error, value: null })).toEqual([error]);
  });
});

describe('the topology', () => {
  test('of one cluster is watched at a time; what comes late from another is not shown', () => {
    const fake = createFakeBridge({});
    const watch = createTopologyWatch(fake.bridge);
    watch.watch('a');
    const [first] = fake.streams;
    fake.emit('topology.watch', topology('a'));
    watch.watch('b');
    expect(first?.cancelled).toBe(true);
    expect(watch.getState()).toEqual({ cluster: 'b', topology: null, error: null });
    first?.reader.event(topology('a') as never);
    expect(watch.getState().topology).toBeNull();
  });

  test('stays in sight when the stream fails and while it is watched again', () => {
    const fake = createFakeBridge({});
    const watch = createTopologyWatch(fake.bridge);
    watch.watch('a');
    fake.emit('topology.watch', topology('a'));
    fake.close('topology.watch', refusal);
    expect(watch.getState()).toMatchObject({ topology: { name: 'a' }, error: { code: 'journal-unwritable' } });
    watch.watch('a');
    expect(watch.getState()).toMatchObject({ topology: { name: 'a' }, error: null });
  });
});

describe('the recent journal', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('is read again from time to time, for one cluster, until told otherwise', async () => {
    const fake = createFakeBridge({ 'journal.list': () => [] });
    const journal = createRecentJournal(fake.bridge);
    journal.follow('a');
    await vi.advanceTimersByTimeAsync(25_000);
    expect(fake.asked).toHaveLength(3);
    expect(journal.getState().items).toEqual(ready([]));
    journal.follow(null);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fake.asked).toHaveLength(3);
  });
});

test('the duties of every cluster are read, with those that have ended, and stay known while they can’t be', async () => {
  let fails = false;
  const { bridge, asked } = createFakeBridge({
    'duties.list': () => {
      if (fails) throw refusal;
      return [exampleDuty()];
    },
  });
  const duties = createDutyWatch(bridge);
  const end = duties.start();
  await vi.waitFor(() => expect(duties.getState().duties).toHaveLength(1));
  expect(asked).toEqual([['duties.list', { cluster: null, ended: true }]]);
  fails = true;
  await duties.refresh();
  expect(duties.getState().duties).toHaveLength(1);
  end();
});
