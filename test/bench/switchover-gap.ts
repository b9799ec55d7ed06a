/**
 * How long writers wait in a planned switchover, as Signalbox measures it and as an application sees it, beside a bare
 * script that only closes, waits, opens and re-points nothing: `node test/bench/switchover-gap.ts [runs]`.
 */
import { ContinuousWriter, longestGap } from '../kit/continuous-writer.ts';
import { startEngine } from '../kit/engine.ts';
import type { TestServer } from '../kit/test-server.ts';
import { startTopology, type TopologyRequest } from '../kit/topology.ts';

const runs = Number(process.argv[2] ?? 10);

const variants: readonly TopologyRequest[] = [
  { family: 'mariadb', positions: 'gtid' },
  { family: 'mariadb', positions: 'file' },
  { family: 'mysql', positions: 'gtid' },
];

interface Figures {
  readonly measured: number[]; // ms
  readonly seen: number[]; // ms
  readonly bare: number[]; // ms
}

function median(figures: readonly number[]): string {
  const sorted = figures.toSorted((a, b) => a - b);
  const [least, middle, most] = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  return [middle, least, most].map((figure) => (figure ?? 0).toFixed(0)).join(' / ');
}

/** The least that can be done: close, read the position, wait for it, open. Undone at once afterwards. */
async function bareGap(source: TestServer, candidate: TestServer, family: string): Promise<number> {
  const mysql = family === 'mysql';
  const startedAt = performance.now();
  await source.query(mysql ? 'SET GLOBAL super_read_only = ON' : 'SET GLOBAL read_only = ON');
  const gtid = String(await source.value(mysql ? 'SELECT @@global.gtid_executed' : 'SELECT @@global.gtid_binlog_pos'));
  await candidate.query(
    mysql ? `SELECT WAIT_FOR_EXECUTED_GTID_SET('${gtid}', 5)` : `SELECT MASTER_GTID_WAIT('${gtid}', 5)`,
  );
  await source.query('SET GLOBAL read_only = OFF');
  return performance.now() - startedAt;
}

async function measure(request: TopologyRequest): Promise<Figures> {
  await using topology = await startTopology({ ...request, replicas: 2 });
  const signalbox = await startEngine(topology);
  const figures: Figures = { measured: [], seen: [], bare: [] };
  let [source, candidate] = [topology.servers[0], topology.servers[1]];
  for (let run = 0; run < runs && source !== undefined && candidate !== undefined; run += 1) {
    await source.query('DELETE FROM app.entries');
    await source.query('UPDATE app.counters SET n = 0');
    const writer = new ContinuousWriter(topology.servers);
    await writer.start();
    figures.bare.push(await bareGap(source, candidate, request.family));
    await writer.progress();
    await writer.stop();
    const second = new ContinuousWriter(topology.servers);
    await source.query('DELETE FROM app.entries');
    await second.start();
    const result = await signalbox.switchover(candidate.address);
    if (result.outcome !== 'done') throw new Error(JSON.stringify(result.error));
    await second.progress();
    figures.measured.push(result.writeBlockedMs ?? 0);
    figures.seen.push(longestGap(await second.stop()));
    [source, candidate] = [candidate, source];
  }
  await signalbox.stop();
  return figures;
}

process.stdout.write(`Write-blocked time in ms, median / least / most of ${String(runs)} switchovers under load\n`);
for (const variant of variants) {
  const { measured, seen, bare } = await measure(variant);
  const line = [
    `${variant.family} ${variant.positions}`.padEnd(14),
    `Signalbox ${median(measured)}`,
    `the application saw ${median(seen)}`,
    `bare script ${median(bare)}`,
  ];
  process.stdout.write(`${line.join('   ')}\n`);
}
