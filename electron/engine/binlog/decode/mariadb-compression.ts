import { inflateSync } from 'node:zlib';

const longestUnpacked = 1 << 30; // bytes, the greatest max_allowed_packet

/** Unpacks what MariaDB's log_bin_compress packed. Source: MariaDB log_event.cc, binlog_buf_uncompress. */
export function inflated(packed: Buffer): Buffer {
  const first = packed.readUInt8(0);
  const algorithm = (first & 0x70) >> 4;
  const lengthBytes = first & 0x07;
  if ((first & 0x80) === 0 || algorithm !== 0) throw new RangeError('no zlib data');
  const length = packed.readUIntBE(1, lengthBytes);
  if (length > longestUnpacked) throw new RangeError('too long');
  return inflateSync(packed.subarray(1 + lengthBytes), { maxOutputLength: Math.max(length, 1) });
}
