/**
 * How long an import keeps other work of its process waiting (the poller, a window's calls): the delay of the event
 * loop while a dump is looked through and while it is loaded, beside the same process at rest.
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
import { createConnector } from '../../../electron/engine/connections/connector.ts';
import { lookThrough } from '../../../electron/engine/import-rehearsal.ts';
import { loadDump } from '../../../electron/engine/import/load/load-dump.ts';
import { openDump } from '../../../electron/engine/import/sources/open-dump.ts';
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
  console.log(`${what.padEnd(13)} p50 ${p50} ms, p99 ${p99} ms, at most ${most} ms (${String(delay.count)} looks)`);
}

const folder = await mkdtemp(join(tmpdir(), 'sbx-bench-'));
const path = join(folder, 'dump.sql.gz');
const topology = await startLoadServer(benchFamily(values.family));
try {
  const text = dumpText({ bytes: Number(values.megabytes) * 1e6, share: 0.61, smallTables: 40 });
  await pipeline(Readable.from(text), createGzip({ level: 1 }), createWriteStream(path));
  console.log(
    `${values.family}, ${values.megabytes} MB in ${String(Math.round((await stat(path)).size / 1e6))} MB gzip`,
  );
  const target = {
    server: topology.source.address,
    user: loader.user,
    password: () => Promise.resolve(loader.password),
    tls: { mode: 'off', caFile: null, certFile: null, keyFile: null },
  } as const;
  await measured('at rest', () => sleep(10_000));
  await measured('look through', () => lookThrough(path, () => undefined, signal));
  await measured('load', async () =>
    loadDump({
      ...{ id: 'bench', lanes: Number(values.lanes), database: null, logged: true, keepsMarks: true, inOrder: false },
      source: await openDump({ kind: 'file', path }, { signal }),
      open: () => createConnector().openForBytes(target, { connectWithinMs: 5000 }),
      skipErrors: new Set(),
      overwritten: [],
      referenced: () => [],
      lockWaitSeconds: 600,
      onSkipped: () => undefined,
      onLoaded: () => Promise.resolve(),
      onWarnings: () => undefined,
      onEvent: () => undefined,
      monotonic: () => performance.now(),
      signal,
    }),
  );
} finally {
  await topology.stop();
  await rm(folder, { recursive: true, force: true });
}
