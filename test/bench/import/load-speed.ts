/**
 * Importing a dump beside `gunzip -c dump.sql.gz | mysql`, in turn on one server and one machine: 120 small tables and
 * one that is `share` of the whole, numbers and texts, two secondary keys each.
 * Run: npx node test/bench/import/load-speed.ts [mariadb|mysql] [MEGABYTES] [SHARE] [PAIRS] [LANES]
 */
import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { createConnector } from '../../../electron/engine/connections/connector.ts';
import { loadDump } from '../../../electron/engine/import/load/load-dump.ts';
import { openDump } from '../../../electron/engine/import/sources/open-dump.ts';
import { ensureServerBinaries } from '../../../electron/engine/yard/binaries/ensure-server-binaries.ts';
import type { Command } from '../../../electron/engine/yard/command.ts';
import { startTopology } from '../../kit/topology.ts';
import type { TestServer } from '../../kit/test-server.ts';

const [family = 'mariadb', size = '640', share = '0.61', pairs = '3', lanes = String(availableParallelism())] =
  process.argv.slice(2);
if (family !== 'mariadb' && family !== 'mysql') throw new Error(`${family} is neither mariadb nor mysql`);
const bytes = Number(size) * 1e6;
const smallTables = Number(process.env['TABLES'] ?? 120);
const statementBytes = 1_000_000;
const rowBytes = 400;

let state = 12_345;
function random(below: number): number {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
  return state % below;
}

function rowOf(id: number): string {
  const text = Array.from({ length: 30 }, () => random(1e9).toString(36)).join(' ');
  return `(${String(id)},${String(random(100_000))},'${text.slice(0, 60)}','${text}',${String(random(1e6))}.25)`;
}

function* dumpText(): Generator<string> {
  yield '-- MySQL dump 10.13  Distrib 9.7.4, for Linux (x86_64)\n';
  yield '/*!40101 SET NAMES utf8mb4 */;\n/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;\n';
  yield '/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;\n';
  yield "/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;\n";
  yield 'CREATE DATABASE IF NOT EXISTS `bench`;\nUSE `bench`;\n';
  const large = Math.floor(smallTables / 2);
  for (let table = 0; table <= smallTables; table += 1) {
    const part = table === large ? bytes * Number(share) : (bytes * (1 - Number(share))) / smallTables;
    yield* tableText(`t${String(table)}`, part);
  }
  yield '-- Dump completed on 2026-11-25\n';
}

function* tableText(name: string, wanted: number): Generator<string> {
  yield `DROP TABLE IF EXISTS \`${name}\`;\nCREATE TABLE \`${name}\` (\n  \`id\` int NOT NULL,\n  \`n\` int DEFAULT NULL,\n  \`short\` varchar(100) DEFAULT NULL,\n  \`long\` text,\n  \`paid\` decimal(12,2) DEFAULT NULL,\n  PRIMARY KEY (\`id\`),\n  KEY \`n\` (\`n\`),\n  KEY \`short\` (\`short\`)\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\n`;
  yield `LOCK TABLES \`${name}\` WRITE;\n`;
  for (let id = 1, done = 0; done < wanted;) {
    const rows: string[] = [];
    for (let inStatement = 0; inStatement < statementBytes - rowBytes && done < wanted; id += 1) {
      const row = rowOf(id);
      rows.push(row);
      inStatement += row.length + 1;
      done += row.length + 1;
    }
    yield `INSERT INTO \`${name}\` VALUES ${rows.join(',')};\n`;
  }
  yield 'UNLOCK TABLES;\n';
}

/** Seconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

async function byClient(file: string, client: Command, server: TestServer): Promise<void> {
  const args = [...client.args, '--no-defaults', '-uroot', `--socket=${server.spec.socket}`];
  const program = spawn(client.file, args, { stdio: ['pipe', 'ignore', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => program.on('close', resolve));
  await pipeline(createReadStream(file), createGunzip(), program.stdin);
  const code = await ended;
  if (code !== 0) throw new Error(`the client ended with ${String(code)}`);
}

async function byImport(file: string, server: TestServer): Promise<void> {
  const connector = createConnector();
  const target = {
    server: server.address,
    user: 'loader',
    password: () => Promise.resolve('loader'),
    tls: { mode: 'off', caFile: null, certFile: null, keyFile: null },
  } as const;
  await loadDump({
    id: 'bench',
    source: await openDump({ kind: 'file', path: file }),
    open: () => connector.openForBytes(target, { connectWithinMs: 5000 }),
    lanes: Number(lanes),
    database: null,
    logged: true,
    keepsMarks: true,
    inOrder: false,
    skipErrors: new Set(),
    referenced: () => [],
    onSkipped: () => undefined,
    onEvent: () => undefined,
    monotonic: () => performance.now(),
    signal: new AbortController().signal,
  });
}

/** User and system time of a process so far, s. */
async function cpuOf(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${String(pid)}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

const folder = await mkdtemp(join(tmpdir(), 'signalbox-bench-'));
const file = join(folder, 'dump.sql.gz');
await pipeline(Readable.from(dumpText()), createGzip({ level: 4 }), createWriteStream(file));
const { client } = await ensureServerBinaries(family);
if (client === null) throw new Error(`There is no client of ${family} on this machine.`);
const open = family === 'mysql' ? { 'super-read-only': 'OFF' } : {};
const settings = {
  'read-only': 'OFF',
  'innodb-flush-log-at-trx-commit': '1',
  'sync-binlog': family === 'mysql' ? '1' : '0',
  'innodb-buffer-pool-size': '1G',
  ...open,
};
const topology = await startTopology({ family, positions: 'gtid', replicas: 0, settings });
try {
  const { source } = topology;
  await source.query("CREATE USER 'loader'@'%' IDENTIFIED BY 'loader'");
  await source.query("GRANT ALL PRIVILEGES ON *.* TO 'loader'@'%'");
  const ratios: number[] = [];
  console.log(
    `${family}, ${size} MB, largest table ${share}, ${lanes} connections, load ${loadavg()[0]?.toFixed(1) ?? '?'}`,
  );
  for (let pair = 1; pair <= Number(pairs); pair += 1) {
    await source.query('DROP DATABASE IF EXISTS bench');
    const one = await timed(() => byClient(file, client, source));
    await source.query('DROP DATABASE IF EXISTS bench');
    const [server, own] = [await cpuOf(source.pid ?? 0), process.cpuUsage()];
    const many = await timed(() => byImport(file, source));
    const used = process.cpuUsage(own);
    const serverCpu = (await cpuOf(source.pid ?? 0)) - server;
    const ownCpu = (used.user + used.system) / 1e6;
    ratios.push(one / many);
    const busy = many / ((serverCpu + ownCpu) / availableParallelism());
    console.log(
      `pair ${String(pair)}: client ${one.toFixed(1)} s, import ${many.toFixed(1)} s: ${(one / many).toFixed(2)} ×; server ${serverCpu.toFixed(1)} s and own ${ownCpu.toFixed(1)} s of CPU, wall ${busy.toFixed(2)} × (CPU ÷ cores); resident ${String(Math.round(process.memoryUsage().rss / 1e6))} MB`,
    );
  }
  console.log(`median ${median(ratios).toFixed(2)} ×`);
} finally {
  await topology.stop();
  await rm(folder, { recursive: true, force: true });
}
