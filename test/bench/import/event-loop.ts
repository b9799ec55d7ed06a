/**
 * How long an import keeps other work of its process waiting (the poller, a window's calls): the delay of the event
 * loop while a dump is looked through and while it is loaded, by this thread and by a worker, beside the same process at
 * rest.
 * Run: npx node test/bench/import/event-loop.ts [--family mariadb|mysql] [--lanes N] [--megabytes N, unpacked]
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createGzip } from 'node:zlib';
import type { DumpModel } from '../../../electron/engine/import/dump/dump-model.ts';
import type { LoadResult } from '../../../electron/engine/import/load/load-request.ts';
import type { ImportWork } from '../../../electron/engine/import/work/import-work.ts';
import { inAWorker } from '../../../electron/engine/import/work/in-a-worker.ts';
import { inThisThread } from '../../../electron/engine/import/work/in-this-thread.ts';
import { benchFamily, startLoadServer } from './load-server.ts';
import { dumpText } from './load-text.ts';
import { loader } from './loader-account.ts';

const { values } = parseArgs({
  options: {
    family: { type: 'string', default: 'mariadb' },
    lanes: { type: 'string', default: String(availableParallelism()) },
    megabytes: { type: 'string', default: '250' },
  },
});
const everyMs = 5;
const { signal } = new AbortController();

async function measured(what: string, work: () => Promise<unknown>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: everyMs });
  delay.enable();
  await work();
  delay.disable();
  const late = (nanoseconds: number): string => Math.max(0, nanoseconds / 1e6 - everyMs).toFixed(1);
  const [p50, p99, most] = [late(delay.percentile(50)), late(delay.percentile(99)), late(delay.max)];
  console.log(`${what.padEnd(25)} p50 ${p50} ms, p99 ${p99} ms, at most ${most} ms (${String(delay.count)} looks)`);
}

const folder = await mkdtemp(join(tmpdir(), 'sbx-bench-'));
const path = join(folder, 'dump.sql.gz');
const topology = await startLoadServer(benchFamily(values.family));

const target = {
  server: topology.source.address,
  user: loader.user,
  password: () => Promise.resolve(loader.password),
  tls: { mode: 'off', caFile: null, certFile: null, keyFile: null },
} as const;

function load(work: ImportWork, model: DumpModel | null): Promise<LoadResult> {
  return work.load(
    {
      ...{ id: 'bench', lanes: Number(values.lanes), database: null, logged: true, keepsMarks: true, inOrder: false },
      ...{ input: { kind: 'file', path }, target, lockWaitSeconds: 600, overwritten: [], skipErrors: [], model },
    },
    {
      onSkipped: () => undefined,
      onLoaded: () => Promise.resolve(),
      onWarnings: () => undefined,
      onEvent: () => undefined,
    },
    signal,
  );
}

try {
  const text = dumpText({ bytes: Number(values.megabytes) * 1e6, share: 0.61, smallTables: 40 });
  await pipeline(Readable.from(text), createGzip({ level: 1 }), createWriteStream(path));
  console.log(
    `${values.family}, ${values.megabytes} MB in ${String(Math.round((await stat(path)).size / 1e6))} MB gzip`,
  );
  await measured('at rest', () => sleep(10_000));
  for (const [where, work] of [
    ['here', inThisThread],
    ['in a worker', inAWorker],
  ] as const) {
    let model: DumpModel | null = null;
    await measured(`look through, ${where}`, async () => {
      model = await work.lookThrough(path, () => undefined, signal);
    });
    await topology.source.query('DROP DATABASE IF EXISTS bench');
    await measured(`load, ${where}`, () => load(work, model));
  }
} finally {
  await topology.stop();
  await rm(folder, { recursive: true, force: true });
}
