import { inflateRawSync, inflateSync } from 'node:zlib';

const zlibMethod = 8;
const rawFlag = 0x08; // column_compression_zlib_wrap=OFF
const longest = 1 << 30; // bytes

/**
 * A value of a MariaDB column with COMPRESSED. Throws RangeError where it is in a form that is not known.
 * Source: MariaDB field.cc, Field_longstr::uncompress.
 */
export function uncompressedColumn(bytes: Buffer): Buffer {
  if (bytes.length === 0) return bytes;
  const first = bytes.readUInt8(0);
  const method = first >> 4;
  if (method === 0) return bytes.subarray(1);
  if (method !== zlibMethod) throw new RangeError('an unknown column compression');
  const packed = bytes.subarray(1 + (first & 0x07));
  const options = { maxOutputLength: longest };
  return (first & rawFlag) === 0 ? inflateSync(packed, options) : inflateRawSync(packed, options);
}
