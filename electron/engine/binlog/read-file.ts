import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';

import { SignalboxError } from '../../../shared/domain/errors.ts';
import { EventDecoder } from './decode/event-decoder.ts';
import { eventType } from './decode/event-types.ts';
import { headerBytes, readHeader } from './decode/header.ts';
import type { BinlogEvent } from './event.ts';
import type { EventBatches } from './read-server.ts';

const magic = Buffer.from([0xfe, 0x62, 0x69, 0x6e]);
const encryptedMagic = Buffer.from([0xfd, 0x62, 0x69, 0x6e]); // MySQL 8.0.14+, binlog_encryption
const chunkBytes = 256 * 1024;
const longestEvent = 1 << 30; // bytes, the greatest max_allowed_packet

/** Events of one binary or relay log file. The last one may be cut off where its server crashed: it is left out. */
export function readFileEvents(path: string, signal?: AbortSignal): EventBatches {
  return readFileFrom(path, magic.length, signal);
}

/** The same, from an event on; the file's format description comes first in any case. */
export async function* readFileFrom(path: string, offset: number, signal?: AbortSignal): EventBatches {
  const handle = await opened(path);
  try {
    const format = await formatEnd(handle, basename(path));
    if (offset < format) yield* eventsOfChunks(chunksOf(handle, 0, signal), basename(path));
    else yield* eventsOfChunks(without(handle, { from: format, to: offset }, signal), basename(path), offset);
  } finally {
    await handle.close();
  }
}

/** The offset after the format description; 0 where the file ends before it says so. */
async function formatEnd(handle: FileHandle, file: string): Promise<number> {
  const count = magic.length + headerBytes;
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(count), 0, count, 0);
  return bytesRead < count ? 0 : magic.length + eventSize(buffer.subarray(magic.length), file, magic.length);
}

/** A file's bytes but for those in between. */
async function* without(
  handle: FileHandle,
  { from, to }: { readonly from: number; readonly to: number },
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer, void, undefined> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(from), 0, from, 0);
  yield buffer.subarray(0, bytesRead);
  yield* chunksOf(handle, to, signal);
}

/**
 * Events of a log's bytes, wherever they are cut into chunks. `afterFormat`: the bytes leave out what is between the
 * file's format description, which is its first event, and that offset.
 * @throws SignalboxError `binlog-unreadable` where it is no binary log, `binlog-encrypted`, `binlog-damaged`, after
 *   the events before the place.
 */
export async function* eventsOfChunks(
  chunks: AsyncIterable<Buffer>,
  file: string,
  afterFormat: number | null = null,
): EventBatches {
  const decoder = new EventDecoder({ stored: true });
  const pieces = new Pieces();
  let offset = 0;
  for await (const chunk of chunks) {
    if (!pieces.add(chunk)) continue;
    let left = pieces.take();
    if (offset === 0) {
      if (left.subarray(0, magic.length).equals(encryptedMagic)) throw encrypted(file);
      if (!left.subarray(0, magic.length).equals(magic)) throw notBinlog(file);
      offset = magic.length;
      left = left.subarray(magic.length);
    }
    const events: BinlogEvent[] = [];
    let size = headerBytes;
    try {
      size = eventSize(left, file, offset);
      while (left.length >= size) {
        const event = decoder.decode(left.subarray(0, size), { file, offset });
        if (event.typeCode === eventType.startEncryption) throw encrypted(file);
        events.push(event);
        left = left.subarray(size);
        offset = afterFormat !== null && offset === magic.length ? afterFormat : offset + size;
        size = eventSize(left, file, offset);
      }
    } catch (error) {
      if (events.length > 0) yield events;
      throw error;
    }
    pieces.keep(left, size);
    if (events.length > 0) yield events;
  }
  if (offset === 0) throw notBinlog(file);
}

/** Chunks put together once there are as many bytes as are needed next, so that none is copied again and again. */
class Pieces {
  #pieces: Buffer[] = [];
  #bytes = 0;
  #needed = magic.length;

  /** Whether that is enough. */
  add(chunk: Buffer): boolean {
    this.#pieces.push(chunk);
    this.#bytes += chunk.length;
    return this.#bytes >= this.#needed;
  }

  take(): Buffer {
    const [first] = this.#pieces;
    return this.#pieces.length === 1 && first !== undefined ? first : Buffer.concat(this.#pieces);
  }

  keep(left: Buffer, needed: number): void {
    this.#pieces = [left];
    this.#bytes = left.length;
    this.#needed = needed;
  }
}

/** The size of the event that `bytes` start with; that of a header while that is not all there. */
function eventSize(bytes: Buffer, file: string, offset: number): number {
  if (bytes.length < headerBytes) return headerBytes;
  const { size } = readHeader(bytes);
  if (size < headerBytes || size > longestEvent) {
    throw new SignalboxError('binlog-damaged', `No event starts at ${file}:${String(offset)}.`, {
      details: { file, offset },
    });
  }
  return size;
}

async function opened(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SignalboxError('binlog-unreadable', `The log file can’t be opened: ${why}.`, { cause: error });
  }
}

async function* chunksOf(
  handle: FileHandle,
  from: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer, void, undefined> {
  for (let at = from; ;) {
    if (signal?.aborted === true) throw new SignalboxError('cancelled', 'Cancelled while reading a log file.');
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

function encrypted(file: string): SignalboxError {
  return new SignalboxError('binlog-encrypted', `${file} is encrypted: only its server can read it.`, {
    details: { file },
  });
}

function notBinlog(file: string): SignalboxError {
  return new SignalboxError('binlog-unreadable', `${file} is no binary or relay log.`, { details: { file } });
}
