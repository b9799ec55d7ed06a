import { expect, it, vi } from 'vitest';
import type { DumpPreview, DumpProgress, DumpRequest, DumpResult } from '../../shared/domain/dump.ts';
import { SignalboxError } from '../../shared/domain/errors.ts';
import type { RecordEntry } from '../../shared/domain/record.ts';
import type { DumpRunEvent } from '../../shared/domain/running-dump.ts';
import type { DumpRun } from '../engine/dump/dump-run.ts';
import { createRunningDumps } from './running-dumps.ts';
import { settled } from './testing/scene.ts';
import { scriptedEngine } from './testing/scripted-engine.ts';

const request: DumpRequest = {
  cluster: 'shop',
  from: 'db2:3306',
  out: '/backup/shop.sql.gz',
  databases: null,
  keepStopped: false,
  program: null,
};
const preview: DumpPreview = {
  cluster: 'shop',
  environment: 'staging',
  server: 'db2:3306',
  out: '/backup/shop.sql.gz',
  compression: 'gzip',
  program: { file: '/usr/bin/mysqldump', version: '9.7.4' },
  arguments: [],
  databases: ['shop'],
  tables: 2,
  dataBytes: 1000,
  ownPosition: 'stillness',
  stopped: 'snapshot',
  statements: ['STOP REPLICA SQL_THREAD', 'START REPLICA SQL_THREAD'],
  needsConsent: true,
  refusals: [],
  warnings: [],
};
const done: DumpResult = {
  cluster: 'shop',
  server: 'db2:3306',
  out: '/backup/shop.sql.gz',
  compression: 'gzip',
  bytes: 1000,
  storedBytes: 100,
  tables: 2,
  rows: 10,
  coordinates: { own: null, channels: [] },
  statements: { own: [], channels: [] },
  ownPosition: 'stillness',
  stoppedMs: 300,
  ms: 900,
  warnings: [],
  record: { id: 'rec_1' } as RecordEntry,
};
const at = (phase: DumpProgress['phase'], bytes: number): DumpProgress => ({ phase, bytes, tables: 1, table: 'a.b' });

/** An engine with one dump that the test drives, and a clock that it turns. */
function driven() {
  const drive = {
    now: 1000,
    run: null as DumpRun | null,
    end: (() => undefined) as (result: DumpResult) => void,
    fail: (() => undefined) as (error: Error) => void,
  };
  const engine = scriptedEngine({
    takeDump: (_request, run) => {
      drive.run = run;
      return new Promise((resolve, reject) => {
        drive.end = resolve;
        drive.fail = reject;
      });
    },
  });
  const dumps = createRunningDumps(engine, vi.fn(), () => drive.now);
  const { dumpId } = dumps.prepared(request, preview);
  return { drive, dumps, dumpId };
}

async function begun() {
  const scene = driven();
  const begins = scene.dumps.begin(scene.dumpId, true);
  await settled();
  scene.drive.run?.onProgress(at('stopping', 0));
  await begins;
  return scene;
}

function listener() {
  const events: DumpRunEvent[] = [];
  const controller = new AbortController();
  return { events, emit: (event: DumpRunEvent) => void events.push(event), controller, signal: controller.signal };
}

it('goes on when its window is gone, and tells one that comes later all of it in short', async () => {
  const { drive, dumps, dumpId } = await begun();
  expect(drive.run).toMatchObject({ consent: true, agreed: preview });
  const first = listener();
  const following = dumps.follow(dumpId, first.emit, first.signal);
  drive.now += 1000;
  drive.run?.onProgress(at('dumping', 2_000_000));
  first.controller.abort();
  await following;
  expect(drive.run?.signal.aborted).toBe(false);
  expect(dumps.running()).toMatchObject([{ dumpId, server: 'db2:3306', progress: { bytes: 2_000_000 } }]);

  const second = listener();
  const rest = dumps.follow(dumpId, second.emit, second.signal);
  drive.end(done);
  await rest;
  expect(second.events.map(({ kind }) => kind)).toEqual(['started', 'history', 'progress', 'finished']);
  expect(second.events[2]).toMatchObject({ elapsedMs: 1000, bytesPerSecond: 2_000_000 });
  expect(dumps.busy()).toBe(false);
  const late = listener();
  await dumps.follow(dumpId, late.emit, late.signal);
  expect(late.events.at(-1)).toEqual({ kind: 'finished', end: { kind: 'done', result: done } });
});

it('tells a window not more than it needs, and every phase', async () => {
  const { drive, dumps, dumpId } = await begun();
  const watching = listener();
  void dumps.follow(dumpId, watching.emit, watching.signal);
  await settled();
  watching.events.length = 0;
  for (let chunk = 1; chunk <= 100; chunk += 1) drive.run?.onProgress(at('dumping', chunk));
  drive.now += 250;
  drive.run?.onProgress(at('dumping', 101));
  drive.run?.onProgress(at('finishing', 101));
  const told = watching.events.map((event) => (event.kind === 'progress' ? event.progress : null));
  expect(told).toEqual([at('dumping', 1), at('dumping', 101), at('finishing', 101)]);
});

it('is cancelled once, also by the end of the program, which waits for it', async () => {
  const { drive, dumps, dumpId } = await begun();
  const watching = listener();
  void dumps.follow(dumpId, watching.emit, watching.signal);
  dumps.cancel(dumpId);
  let left = false;
  const leaving = dumps.settle().then(() => (left = true));
  await settled();
  expect(drive.run?.signal.aborted).toBe(true);
  expect(watching.events.filter(({ kind }) => kind === 'stopping')).toHaveLength(1);
  expect(left).toBe(false);
  drive.fail(new SignalboxError('cancelled', 'Cancelled: no dump was kept.'));
  await leaving;
  expect(watching.events.at(-1)).toMatchObject({ kind: 'finished', end: { kind: 'cancelled' } });
  expect(() => dumps.cancel(dumpId)).toThrow(/does not run here/);
});

it('that fails says why; one that is refused has not begun, and can be begun once it is agreed to', async () => {
  const failing = await begun();
  const watching = listener();
  const following = failing.dumps.follow(failing.dumpId, watching.emit, watching.signal);
  failing.drive.fail(new SignalboxError('dump-not-still', 'It moved.', { server: 'db2:3306' }));
  await following;
  expect(watching.events.at(-1)).toMatchObject({ end: { kind: 'failed', error: { code: 'dump-not-still' } } });

  const { drive, dumps, dumpId } = driven();
  const refused = dumps.begin(dumpId, false);
  await settled();
  drive.fail(new SignalboxError('confirmation-needed', 'It has to be agreed to.'));
  await expect(refused).rejects.toMatchObject({ code: 'confirmation-needed' });
  expect(dumps.running()).toEqual([]);
  const again = dumps.begin(dumpId, true);
  await settled();
  drive.run?.onProgress(at('snapshot', 0));
  await again;
  expect(dumps.running()).toHaveLength(1);
  await expect(dumps.begin(dumpId, true)).rejects.toMatchObject({ code: 'plan-unknown' });
});
