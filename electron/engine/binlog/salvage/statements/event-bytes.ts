import { crc32 } from 'node:zlib';

import { formatHasChecksum } from '../../decode/event-decoder.ts';
import { checksumBytes, headerBytes, inUseFlag } from '../../decode/header.ts';

const sizeAt = 9;
const flagsAt = 17;
const createdAt = headerBytes + 2 + 50;

/** An event without checksum as one of its own: its header’s size fits. */
export function sized(event: Buffer): Buffer {
  const copy = Buffer.from(event);
  copy.writeUInt32LE(copy.length, sizeAt);
  return copy;
}

/**
 * A format description that says the events after it have no checksums, as those in BINLOG statements here, and that no
 * server was just started (which would drop temporary tables). Its own checksum is always there, from MySQL 5.6.1 and
 * MariaDB 5.3 on; earlier ones have neither.
 */
export function plainFormat(format: Buffer): Buffer {
  const copy = Buffer.from(format);
  copy.writeUInt16LE(copy.readUInt16LE(flagsAt) & ~inUseFlag, flagsAt);
  copy.writeUInt32LE(0, createdAt);
  if (!formatHasChecksum(copy)) return copy;
  const end = copy.length - checksumBytes;
  copy.writeUInt8(0, end - 1);
  copy.writeUInt32LE(crc32(copy.subarray(0, end)), end);
  return copy;
}
