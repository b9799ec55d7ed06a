import type { BinlogPosition } from '../../../shared/domain/position.ts';
import type { BinlogFile } from './binlog-files.ts';
import { readServerEvents, type BinlogServer } from './read-server.ts';

const marginSeconds = 3600; // clocks differ, and a transaction's time is when it began
const firstOffset = 4;

/**
 * Where to begin looking for a transaction of that time: the newest file that was begun well before it, or the oldest
 * there is. null where there are no files.
 */
export async function searchStart(
  server: BinlogServer,
  files: readonly BinlogFile[],
  timestamp: number, // s since 1970
  signal: AbortSignal | undefined,
): Promise<BinlogPosition | null> {
  for (const { file } of files.toReversed()) {
    const begun = await begunAt(server, { file, offset: firstOffset }, signal);
    if (begun !== null && begun + marginSeconds < timestamp) return { file, offset: firstOffset };
  }
  const [oldest] = files;
  return oldest === undefined ? null : { file: oldest.file, offset: firstOffset };
}

/** When a file was begun, from its format description: seconds since 1970 by the clock of its server. */
async function begunAt(
  server: BinlogServer,
  from: BinlogPosition,
  signal: AbortSignal | undefined,
): Promise<number | null> {
  for await (const batch of readServerEvents(server, { from, until: null, ...(signal && { signal }) })) {
    const format = batch.find(({ body }) => body.kind === 'format');
    if (format !== undefined) return format.timestamp;
  }
  return null;
}
