import { loadavg } from 'node:os';
import { StatementScanner } from '../../../electron/engine/import/scan/statement-scanner.ts';
import { dumpTexts, makeStatements } from './dump-text.ts';

/**
 * The scanner alone on one core, over a stream of 640 MB of each kind that is made in memory, beside the time in which
 * the same bytes are copied once (its peer: what no reader can do without).
 * Run: npx node test/bench/import/scan-speed.ts [MEGABYTES] [CHUNK_KILOBYTES]
 */
const megabytes = Number(process.argv[2] ?? 640);
const chunkBytes = Number(process.argv[3] ?? 64) * 1024;
const blockBytes = 16_000_000; // repeated until the stream is long enough

/** Megabytes a second. */
function rate(block: Buffer, work: (chunk: Buffer) => void): number {
  const rounds = Math.ceil((megabytes * 1e6) / block.length);
  const start = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) {
    for (let at = 0; at < block.length; at += chunkBytes) work(block.subarray(at, at + chunkBytes));
  }
  const used = process.cpuUsage(start);
  return (rounds * block.length) / (used.user + used.system);
}

console.log(
  `load ${loadavg()[0]?.toFixed(2) ?? '?'}, Node ${process.version}, chunks of ${String(chunkBytes / 1024)} kB`,
);
for (const text of dumpTexts) {
  const block = makeStatements(text, blockBytes);
  const copy = Buffer.alloc(chunkBytes);
  const peer = rate(block, (chunk) => chunk.copy(copy));
  const scanner = new StatementScanner();
  let statements = 0;
  let rows = 0;
  const own = rate(block, (chunk) => {
    scanner.push(chunk);
    for (let piece = scanner.next(); piece !== null; piece = scanner.next()) {
      statements += 1;
      if (piece.kind === 'statement') rows += piece.groups;
    }
  });
  const counts = `${String(statements)} statements, ${String(rows)} rows`;
  console.log(
    `${text.title.padEnd(22)} ${own.toFixed(0).padStart(5)} MB/s; copied at ${peer.toFixed(0)} MB/s (${counts})`,
  );
}
console.log(`resident ${String(Math.round(process.memoryUsage.rss() / 1e6))} MB`);
