/**
 * How fast a binary log is read: `node test/bench/binlog-read.ts [MB]`. The peer in the same run is a bare loop over the
 * same file that only reads event headers and checks CRC32.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

import { countBetween } from '../../electron/engine/binlog/count-between.ts';
import { positionKind } from '../../electron/engine/binlog/position-kind.ts';
import { readFileEvents } from '../../electron/engine/binlog/read-file.ts';
import { readServerEvents } from '../../electron/engine/binlog/read-server.ts';
import { transactionsOf } from '../../electron/engine/binlog/transactions.ts';
import { readable } from '../integration/binlog/reading.ts';
import type { TestServer } from '../kit/test-server.ts';
import { startTopology } from '../kit/topology.ts';

const megabytes = Number(process.argv[2] ?? 200);

async function fill(server: TestServer): Promise<void> {
  await server.query(
    'CREATE TABLE app.load_rows (id BIGINT AUTO_INCREMENT PRIMARY KEY, a INT, b VARCHAR(100), c DATETIME)',
  );
  const row = "(7, 'some text that a row of an application may have', '2026-11-24 12:00:00')";
  await server.query(`INSERT INTO app.load_rows (a, b, c) VALUES ${Array.from({ length: 500 }, () => row).join(', ')}`);
  for (;;) {
    const [log] = (await server.query('SHOW BINARY LOGS')).slice(-1);
    if (Number(log?.['File_size']) > megabytes * 1e6) return;
    for (let n = 0; n < 200; n += 1) await server.query('UPDATE app.load_rows SET a = a + 1 WHERE id <= 400', 60_000);
    for (let n = 0; n < 2000; n += 1) await server.query("INSERT INTO app.load_rows (a, b) VALUES (1, 'one row')");
  }
}

async function timed(name: string, bytes: number, work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  let longest = 0;
  let last = startedAt;
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 1);
  const result = await work();
  clearInterval(beat);
  const speed = bytes / 1e6 / ((performance.now() - startedAt) / 1000);
  process.stdout.write(
    `  ${name.padEnd(34)} ${speed.toFixed(0).padStart(5)} MB/s, the loop stood still for ${longest.toFixed(0)} ms at most; ${String(result)}\n`,
  );
  return speed;
}

async function bare(path: string): Promise<number> {
  const bytes = await readFile(path);
  let events = 0;
  for (let at = 4; at < bytes.length; events += 1) {
    const size = bytes.readUInt32LE(at + 9);
    crc32(bytes.subarray(at, at + size - 4));
    at += size;
  }
  return events;
}

async function count<T>(batches: AsyncIterable<readonly T[]>): Promise<number> {
  let sum = 0;
  for await (const batch of batches) sum += batch.length;
  return sum;
}

for (const family of ['mariadb', 'mysql'] as const) {
  await using topology = await startTopology({
    family,
    positions: 'file',
    replicas: 0,
    settings: { 'max-binlog-size': '1G' },
  });
  const { source } = topology;
  await fill(source);
  const [log] = await source.query('SHOW BINARY LOGS');
  const file = String(log?.['Log_name']);
  const bytes = Number(log?.['File_size']);
  const path = join(source.spec.directory, 'data', file);
  const server = readable(source);
  const from = { file, offset: 4 };
  process.stdout.write(`${family}, a log of ${(bytes / 1e6).toFixed(0)} MB\n`);
  const peer = await timed('bare loop over headers and CRC32', bytes, () => bare(path));
  await timed('events of the file', bytes, () => count(readFileEvents(path)));
  await timed('events over the protocol', bytes, () => count(readServerEvents(server, { from, until: null })));
  await timed('transactions over the protocol', bytes, () =>
    count(transactionsOf(readServerEvents(server, { from, until: null }))),
  );
  await timed('countBetween', bytes, async () => (await countBetween(server, { from, until: null })).transactions);
  const proof = await timed(
    'positionKind at the end',
    bytes,
    async () => (await positionKind(server, { file, offset: bytes })).kind,
  );
  process.stdout.write(
    `  proof / bare loop: ${(proof / peer).toFixed(2)}; memory ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB\n`,
  );
}
