import { open, type FileHandle } from 'node:fs/promises';

import type { BinlogPosition } from '../../../../shared/domain/position.ts';
import { headerBytes, readHeader } from '../decode/header.ts';
import type { TornLog } from '../log-source.ts';

const chunkBytes = 256 * 1024;

export interface TornQuestion {
  /** Where no whole event starts any more. */
  readonly position: BinlogPosition;
  readonly size: number; // bytes of the file
  /** An event is whole there by its size, and its checksum or content is wrong. */
  readonly checked: boolean;
}

/**
 * Is what is left of a file there what a crash leaves: an event that is cut off, or written in part, at the very end, with
 * nothing but zeros after it? null: it is damage. An event’s header says twice how long it is (size, and offset of the
 * next), so that a changed size is not taken for an end.
 */
export async function tornAt(path: string, { position, size, checked }: TornQuestion): Promise<TornLog | null> {
  await using handle = await open(path, 'r');
  const { offset } = position;
  const written = await writtenEnd(handle, offset, size);
  const torn = (because: TornLog['because']): TornLog => ({ at: position, bytes: size - offset, because });
  if (written === offset) return torn('empty space');
  if (written - offset < headerBytes) return torn(written < size ? 'event not written through' : 'event cut off');
  const { buffer } = await handle.read(Buffer.alloc(headerBytes), 0, headerBytes, offset);
  const header = readHeader(buffer);
  const end = offset + header.size;
  if (header.size < headerBytes || end < written || header.nextOffset !== end % 2 ** 32) return null;
  if (end > size) return torn('event cut off');
  return checked ? torn('event not written through') : null;
}

/** Right after the last byte that is not zero. */
async function writtenEnd(handle: FileHandle, from: number, to: number): Promise<number> {
  let end = from;
  for (let at = from; at < to;) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, at);
    if (bytesRead === 0) return end;
    const last = buffer.subarray(0, bytesRead).findLastIndex((byte) => byte !== 0);
    if (last >= 0) end = at + last + 1;
    at += bytesRead;
  }
  return end;
}
