import { readFileSync, readdirSync } from 'node:fs';

import type { BinlogEvent } from '../event.ts';
import { eventsOfChunks } from '../read-file.ts';

const folder = new URL('./captured/', import.meta.url);

/** Logs of real servers, taken by test/integration/binlog/capture.ts. */
export const capturedNames = readdirSync(folder).map((file) => file.replace(/\.binlog$/, ''));

export function captured(name: string): Buffer {
  return readFileSync(new URL(`${name}.binlog`, folder));
}

/** The bytes in pieces, each ending at one of the given places. */
export async function* cut(bytes: Buffer, at: readonly number[]): AsyncGenerator<Buffer, void, undefined> {
  let from = 0;
  for (const to of [...at].sort((a, b) => a - b).concat(bytes.length)) {
    yield bytes.subarray(from, to);
    from = to;
  }
  await Promise.resolve();
}

export async function eventsIn(bytes: Buffer, at: readonly number[] = []): Promise<BinlogEvent[]> {
  const events: BinlogEvent[] = [];
  for await (const batch of eventsOfChunks(cut(bytes, at), 'binlog.000002')) events.push(...batch);
  return events;
}
