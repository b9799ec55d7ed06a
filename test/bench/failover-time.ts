/**
 * From the confirmation of a failover to the first write that the new master acknowledges, after `kill -9` of the old
 * one under load, beside a bare script that only promotes and re-points: `node test/bench/failover-time.ts [runs]`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mysql2/promise';
import { ContinuousWriter } from '../kit/continuous-writer.ts';
import { startEngine } from '../kit/engine.ts';
import { queryPlainly } from '../kit/plain-client.ts';
import type { TestServer } from '../kit/test-server.ts';
import { startTopology, testAccounts, type Topology, type TopologyRequest } from '../kit/topology.ts';
import { waitFor } from '../kit/wait-for.ts';

const runs = Number(process.argv[2] ?? 10);

const variants: readonly TopologyRequest[] = [
  { family: 'mariadb', positions: 'gtid' },
  { family: 'mysql', positions: 'gtid' },
  { family: 'mysql56', positions: 'file' },
];

/** A master, two slaves, and an application that had written when the master was killed. */
async function accident(request: TopologyRequest): Promise<Topology> {
  const topology = await startTopology({ ...request, replicas: 2 });
  const writer = new ContinuousWriter(topology.servers);
  await writer.start();
  await writer.progress(50);
  await topology.source.kill();
  await writer.stop();
  return topology;
}

async function application(server: TestServer): Promise<Connection> {
  const { user, password } = testAccounts.application;
  return server.connect({ user, password, port: server.port });
}

/** Tries until one write is acknowledged by any of them; the time of that, ms. */
async function firstWrite(servers: readonly TestServer[]): Promise<number> {
  const connections = await Promise.all(servers.map((server) => application(server)));
  const mark = `bench-${String(Math.random())}`;
  try {
    for (;;) {
      for (const connection of connections) {
        const done = await queryPlainly(connection, `REPLACE INTO app.marks VALUES ('${mark}', 'x')`).then(
          () => true,
          () => false,
        );
        if (done) return performance.now();
      }
      await sleep(1);
    }
  } finally {
    for (const connection of connections) connection.destroy();
  }
}

async function bySignalbox(request: TopologyRequest): Promise<number> {
  await using topology = await accident(request);
  const signalbox = await startEngine(topology, { seeds: topology.servers.map(({ address }) => address) });
  const preview = await waitFor(
    'the evidence',
    () => signalbox.previewFailover(),
    ({ evidence }) => evidence?.conclusion.kind === 'dead',
  );
  const accept = preview.guards
    .filter(({ verdict }) => verdict === 'warn' || verdict === 'loss')
    .map(({ code, server }) => ({ code, server, reason: 'a bench' }));
  const written = firstWrite(topology.replicas);
  const confirmedAt = performance.now();
  const result = await signalbox.run(preview.planId ?? '', { accept });
  if (result.outcome !== 'done') throw new Error(JSON.stringify(result.error));
  const at = await written;
  await signalbox.stop();
  return at - confirmedAt;
}

/** Opens the first slave and points the second one at it; proves and records nothing. */
async function byHand(request: TopologyRequest): Promise<number> {
  await using topology = await accident(request);
  const [first, second] = topology.replicas as readonly [TestServer, TestServer];
  const [stop, reset, start] =
    request.family === 'mysql'
      ? ['STOP REPLICA', 'RESET REPLICA ALL', 'START REPLICA']
      : ['STOP SLAVE', 'RESET SLAVE ALL', 'START SLAVE'];
  const written = firstWrite(topology.replicas);
  const confirmedAt = performance.now();
  await first.query(stop);
  await first.query(reset);
  await first.query('SET GLOBAL read_only = OFF');
  await second.query(stop);
  await second.query(
    request.family === 'mysql'
      ? `CHANGE REPLICATION SOURCE TO SOURCE_PORT = ${String(first.port)}, SOURCE_HOST = '127.0.0.1'`
      : `CHANGE MASTER TO MASTER_PORT = ${String(first.port)}, MASTER_HOST = '127.0.0.1'`,
  );
  await second.query(start);
  return (await written) - confirmedAt;
}

function median(figures: readonly number[]): string {
  const sorted = figures.toSorted((a, b) => a - b);
  return [sorted[Math.floor(sorted.length / 2)], sorted[0], sorted.at(-1)]
    .map((figure) => (figure ?? 0).toFixed(0))
    .join(' / ');
}

process.stdout.write(`Confirmation to first write in ms, median / least / most of ${String(runs)} failovers\n`);
for (const variant of variants) {
  const [signalbox, bare]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    signalbox.push(await bySignalbox(variant));
    bare.push(await byHand(variant));
  }
  process.stdout.write(
    `${`${variant.family} ${variant.positions}`.padEnd(14)}   Signalbox ${median(signalbox)}   bare script ${median(bare)}\n`,
  );
}
