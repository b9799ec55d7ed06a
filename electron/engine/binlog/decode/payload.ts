import { zstdDecompressSync } from 'node:zlib';

import { ByteReader } from './byte-reader.ts';

const longestUnpacked = 256 << 20; // bytes: what is larger stays packed, to bound memory
const fieldEnd = 0;
const fieldCompression = 2;
const compressionZstd = 0;
const compressionNone = 255;

/**
 * The bytes inside MySQL's Transaction_payload event, which are events without checksums; null where they are packed
 * in an unknown way or too large. Source: MySQL control_events.h, Transaction_payload_event.
 */
export function unpackPayload(bytes: Buffer): Buffer | null {
  const reader = new ByteReader(bytes);
  let compression = compressionNone;
  for (;;) {
    const field = reader.lengthEncoded();
    if (field === fieldEnd) break;
    const value = new ByteReader(reader.bytes(reader.lengthEncoded()));
    if (field === fieldCompression) compression = value.lengthEncoded();
  }
  const packed = reader.rest();
  if (compression === compressionNone) return packed;
  if (compression !== compressionZstd) return null;
  try {
    return zstdDecompressSync(packed, { maxOutputLength: longestUnpacked });
  } catch {
    return null;
  }
}
