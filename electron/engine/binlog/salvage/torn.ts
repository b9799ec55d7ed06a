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
 * Is what is left of a file there what a crash leaves: an event that is cut off, or written in part, at the very end, or
 * nothing but zeros? null: it is damage, since whole bytes follow.
 */
export async function tornAt(path: string, { position, size, checked }: TornQuestion): Promise<TornLog | null> {
  await using handle = await open(path, 'r');
  const { offset } = position;
  const torn = (because: TornLog['because']): TornLog => ({ at: position, bytes: size - offset, because });
  if (await isEmpty(handle, offset, size)) return torn('empty space');
  if (size - offset < headerBytes) return torn('event cut off');
  const { buffer } = await handle.read(Buffer.alloc(headerBytes), 0, headerBytes, offset);
  const end = offset + readHeader(buffer).size;
  if (end > size && !checked) return torn('event cut off');
  if (end >= offset + headerBytes && end <= size && (await isEmpty(handle, end, size))) {
    return torn('event not written through');
  }
  return null;
}

/** Nothing but zeros from there on. */
async function isEmpty(handle: FileHandle, from: number, to: number): Promise<boolean> {
  for (let at = from; at < to;) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, at);
    if (bytesRead === 0) return true;
    if (buffer.subarray(0, bytesRead).some((byte) => byte !== 0)) return false;
    at += bytesRead;
  }
  return true;
}
