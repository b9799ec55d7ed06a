import { expect, it, vi } from 'vitest';
import { SignalboxError } from '../../shared/domain/errors.ts';
import type { ImportProgress } from '../../shared/import/import-events.ts';
import type { ImportPreview, ImportResult } from '../../shared/import/import-view.ts';
import type { ImportRunEvent } from '../../shared/import/running-import.ts';
import type { RunImport } from '../engine/imports.ts';
import { createRunningImports } from './running-imports.ts';
import { scriptedEngine } from './testing/scripted-engine.ts';
import { settled } from './testing/scene.ts';

const preview: ImportPreview = {
  importId: 'i1',
  cluster: 'shop',
  environment: 'staging',
  server: 'db2:3306',
  file: '/backup/shop.sql',
  contents: [],
  tables: 1,
  rows: 10,
  dataBytes: 100,
  each: [{ schema: 'shop', name: 'orders', rows: 10, dataBytes: 100 }],
  parallel: 2,
  keepsMarks: true,
  guards: [],
  runnable: true,
};
const done: ImportResult = {
  outcome: 'done',
  importId: 'i1',
  tables: [],
  rows: 10,
  dataBytes: 100,
  ms: 5,
  skipped: [],
  notes: [],
  warnings: [],
  analyzed: 0,
  gtids: null,
  resumable: false,
  error: null,
};

const progressAt = (elapsedMs: number): ImportProgress => ({
  readBytes: elapsedMs,
  storedBytes: null,
  dataBytes: 0,
  rows: 0,
  elapsedMs,
  bytesPerSecond: elapsedMs,
  rowsPerSecond: 1,
  secondsLeft: null,
  active: [],
  phase: 'rows',
});

/** An engine with one import that the test drives. */
function driven(refusal: SignalboxError | null = null) {
  const drive = {
    request: null as RunImport | null,
    end: (() => undefined) as (result: ImportResult) => void,
  };
  const engine = scriptedEngine({
    runImport: (request) => {
      if (refusal !== null) return Promise.reject(refusal);
      drive.request = request;
      request.onBegun?.();
      return new Promise((resolve) => (drive.end = resolve));
    },
  });
  const imports = createRunningImports(engine, vi.fn(), () => 7);
  imports.prepared(preview);
  return { drive, imports };
}

function listener() {
  const events: ImportRunEvent[] = [];
  const controller = new AbortController();
  return { events, emit: (event: ImportRunEvent) => void events.push(event), controller, signal: controller.signal };
}

const order = { importId: 'i1', accept: [], confirm: 'shop' };

it('goes on when its window is gone, and tells one that comes later all of it in short', async () => {
  const { drive, imports } = driven();
  await imports.begin(order);
  const first = listener();
  const following = imports.follow('i1', first.emit, first.signal);
  drive.request?.onEvent({ kind: 'progress', progress: progressAt(1) });
  drive.request?.onEvent({ kind: 'note', text: 'said' });
  drive.request?.onEvent({ kind: 'progress', progress: progressAt(2) });
  first.controller.abort();
  await following;
  expect(drive.request).toMatchObject({ confirm: 'shop' });
  expect(drive.request?.signal.aborted).toBe(false);
  expect(imports.running()).toMatchObject([{ importId: 'i1', startedAt: 7, progress: { elapsedMs: 2 } }]);

  const second = listener();
  const rest = imports.follow('i1', second.emit, second.signal);
  drive.end(done);
  await rest;
  expect(second.events.map(({ kind }) => kind)).toEqual(['started', 'history', 'note', 'progress', 'finished']);
  expect(second.events[1]).toMatchObject({ samples: [{ elapsedMs: 1 }, { elapsedMs: 2 }] });
  expect(imports.busy()).toBe(false);
  const late = listener();
  await imports.follow('i1', late.emit, late.signal);
  expect(late.events.at(-1)).toEqual({ kind: 'finished', result: done });
});

it('keeps the whole of a long import in sight with few samples', async () => {
  const { drive, imports } = driven();
  await imports.begin(order);
  for (let at = 1; at <= 5000; at += 1) drive.request?.onEvent({ kind: 'progress', progress: progressAt(at) });
  const late = listener();
  void imports.follow('i1', late.emit, late.signal);
  await settled();
  const history = late.events.find(({ kind }) => kind === 'history');
  const samples = history?.kind === 'history' ? history.samples : [];
  expect(samples.length).toBeLessThanOrEqual(400);
  expect(samples.length).toBeGreaterThan(150);
  expect(samples[0]?.elapsedMs).toBe(1);
  expect(samples.at(-1)?.elapsedMs).toBeGreaterThan(4950);
});

it('is asked to stop once, also by the end of the program, which waits for it', async () => {
  const { drive, imports } = driven();
  await imports.begin(order);
  const watching = listener();
  void imports.follow('i1', watching.emit, watching.signal);
  imports.cancel('i1');
  let left = false;
  const leaving = imports.settle().then(() => (left = true));
  await settled();
  expect(drive.request?.signal.aborted).toBe(true);
  expect(watching.events.filter(({ kind }) => kind === 'stopping')).toHaveLength(1);
  expect(left).toBe(false);
  drive.end({ ...done, outcome: 'cancelled' });
  await leaving;
  expect(() => imports.cancel('i1')).toThrow(/does not run here/);
});

it('that is refused has not begun, and is none of those that run', async () => {
  const { imports } = driven(new SignalboxError('confirmation-needed', 'Type the cluster’s name.'));
  await expect(imports.begin(order)).rejects.toMatchObject({ code: 'confirmation-needed' });
  expect(imports.running()).toEqual([]);
  await expect(imports.begin({ ...order, importId: 'i2' })).rejects.toMatchObject({ code: 'plan-unknown' });
});
