/**
 * Importing a dump beside `gunzip -c dump.sql.gz | mysql`, in turn on one server and one machine: small tables and one
 * that is `--share` of the whole.
 * Run: npx node test/bench/import/load-speed.ts [--family mariadb|mysql] [--megabytes N] [--share S] [--tables N]
 *   [--pairs N] [--lanes N]… [--delay MS (each way, of the import and of the client)]
 */
import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createGunzip, createGzip } from 'node:zlib';
import { ensureServerBinaries } from '../../../electron/engine/yard/binaries/ensure-server-binaries.ts';
import type { Command } from '../../../electron/engine/yard/command.ts';
import { TcpProxy } from '../../kit/tcp-proxy.ts';
import { benchFamily, cpuOf, median, startLoadServer } from './load-server.ts';
import { dumpText } from './load-text.ts';
import { loader } from './loader-account.ts';
import { runImport } from './run-import.ts';

const { values } = parseArgs({
  options: {
    family: { type: 'string', default: 'mariadb' },
    megabytes: { type: 'string', default: '640' },
    share: { type: 'string', default: '0.61' },
    tables: { type: 'string', default: '120' },
    pairs: { type: 'string', default: '3' },
    lanes: { type: 'string', multiple: true, default: [String(availableParallelism())] },
    delay: { type: 'string', default: '0' },
  },
});
const family = benchFamily(values.family);
const shape = {
  bytes: Number(values.megabytes) * 1e6,
  share: Number(values.share),
  smallTables: Number(values.tables),
};

/** Seconds. */
async function byClient(file: string, client: Command, port: number): Promise<number> {
  const begun = performance.now();
  const args = ['--no-defaults', `-u${loader.user}`, '-h127.0.0.1', `-P${String(port)}`, '--protocol=tcp'];
  const program = spawn(client.file, [...client.args, ...args], {
    stdio: ['pipe', 'ignore', 'inherit'],
    env: { ...process.env, MYSQL_PWD: loader.password },
  });
  const ended = new Promise<number | null>((resolve) => program.on('close', resolve));
  await pipeline(createReadStream(file), createGunzip(), program.stdin);
  const code = await ended;
  if (code !== 0) throw new Error(`the client ended with ${String(code)}`);
  return (performance.now() - begun) / 1000;
}

const folder = await mkdtemp(join(tmpdir(), 'signalbox-bench-'));
const file = join(folder, 'dump.sql.gz');
const topology = await startLoadServer(family);
const { source } = topology;
const proxy = new TcpProxy(source.spec.port);
try {
  await pipeline(Readable.from(dumpText(shape)), createGzip({ level: 4 }), createWriteStream(file));
  const { client } = await ensureServerBinaries(family);
  if (client === null) throw new Error(`There is no client of ${family} on this machine.`);
  const delayMs = Number(values.delay);
  const port = delayMs > 0 ? (await proxy.start()).port : source.spec.port;
  proxy.delay(delayMs);
  const ratios = new Map(values.lanes.map((lanes) => [lanes, [] as number[]]));
  const load = loadavg()[0]?.toFixed(1) ?? '?';
  console.log(
    `${family}, ${values.megabytes} MB, ${values.tables} tables and one of ${values.share}, ${values.delay} ms each way, load ${load}`,
  );
  for (let pair = 1; pair <= Number(values.pairs); pair += 1) {
    await source.query('DROP DATABASE IF EXISTS bench');
    const one = await byClient(file, client, port);
    for (const [lanes, ofLanes] of ratios) {
      await source.query('DROP DATABASE IF EXISTS bench');
      const before = await cpuOf(source.pid ?? 0);
      const { seconds, cpuSeconds, mostBytes } = await runImport(file, port, Number(lanes));
      const serverCpu = (await cpuOf(source.pid ?? 0)) - before;
      const busy = seconds / ((serverCpu + cpuSeconds) / availableParallelism());
      ofLanes.push(one / seconds);
      console.log(
        `pair ${String(pair)}, ${lanes} connections: client ${one.toFixed(1)} s, import ${seconds.toFixed(1)} s: ${(one / seconds).toFixed(2)} ×; server ${serverCpu.toFixed(1)} s and own ${cpuSeconds.toFixed(1)} s of CPU, wall ${busy.toFixed(2)} × (CPU ÷ cores); resident at most ${String(Math.round(mostBytes / 1e6))} MB`,
      );
    }
  }
  for (const [lanes, ofLanes] of ratios) console.log(`${lanes} connections: median ${median(ofLanes).toFixed(2)} ×`);
} finally {
  if (Number(values.delay) > 0) await proxy.close();
  await topology.stop();
  await rm(folder, { recursive: true, force: true });
}
