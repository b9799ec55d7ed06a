/**
 * Importing a `.sql.gz` beside myloader from mydumper's own, uncompressed files of the same rows, with as many threads,
 * in turn on one server. Both write the binary log.
 * Run: npx node test/bench/import/load-beside-myloader.ts --programs FOLDER (with mydumper and myloader)
 *   [--family mariadb|mysql] [--megabytes N] [--share S] [--pairs N] [--lanes N] [--rows N (of a file)]
 */
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createGzip } from 'node:zlib';
import { benchFamily, cpuOf, median, startLoadServer } from './load-server.ts';
import { dumpText } from './load-text.ts';
import { loader } from './loader-account.ts';
import { runImport } from './run-import.ts';

const { values } = parseArgs({
  options: {
    programs: { type: 'string', default: '' },
    family: { type: 'string', default: 'mariadb' },
    megabytes: { type: 'string', default: '640' },
    share: { type: 'string', default: '0.61' },
    pairs: { type: 'string', default: '3' },
    lanes: { type: 'string', default: String(availableParallelism()) },
    rows: { type: 'string', default: '50000' },
  },
});

/** Seconds. */
async function run(program: string, args: readonly string[]): Promise<number> {
  const begun = performance.now();
  const child = spawn(join(values.programs, program), args, { stdio: ['ignore', 'inherit', 'inherit'] });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`${program} ended with ${String(code)}`);
  return (performance.now() - begun) / 1000;
}

const folder = await mkdtemp(join(tmpdir(), 'signalbox-bench-'));
const [file, directory] = [join(folder, 'dump.sql.gz'), join(folder, 'files')];
const topology = await startLoadServer(benchFamily(values.family));
try {
  const { source } = topology;
  const { port } = source.spec;
  const account = ['-h', '127.0.0.1', '-P', String(port), '-u', loader.user, '-p', loader.password];
  const shape = { bytes: Number(values.megabytes) * 1e6, share: Number(values.share), smallTables: 120 };
  await pipeline(Readable.from(dumpText(shape)), createGzip({ level: 4 }), createWriteStream(file));
  await runImport(file, port, Number(values.lanes));
  await run('mydumper', [...account, '-B', 'bench', '-o', directory, '-r', values.rows, '-t', values.lanes]);
  const ratios: number[] = [];
  console.log(
    `${values.family}, ${values.megabytes} MB, largest ${values.share}, ${values.lanes} threads, load ${loadavg()[0]?.toFixed(1) ?? '?'}`,
  );
  for (let pair = 1; pair <= Number(values.pairs); pair += 1) {
    await source.query('DROP DATABASE bench');
    const before = await cpuOf(source.pid ?? 0);
    const peer = await run('myloader', [...account, '-e', '-d', directory, '-t', values.lanes]);
    const peerCpu = (await cpuOf(source.pid ?? 0)) - before;
    await source.query('DROP DATABASE bench');
    const own = await runImport(file, port, Number(values.lanes));
    ratios.push(peer / own.seconds);
    console.log(
      `pair ${String(pair)}: myloader ${peer.toFixed(1)} s (server ${peerCpu.toFixed(1)} s of CPU), import ${own.seconds.toFixed(1)} s: ${(peer / own.seconds).toFixed(2)} ×`,
    );
  }
  console.log(`median ${median(ratios).toFixed(2)} ×`);
} finally {
  await topology.stop();
  await rm(folder, { recursive: true, force: true });
}
