import { crc32 } from 'node:zlib';

export const headerBytes = 19;
export const checksumBytes = 4;

/** Source: MySQL binlog_event.h, Log_event_header (version 4, since 5.0). */
export interface EventHeader {
  readonly timestamp: number; // s since 1970
  readonly typeCode: number;
  readonly serverId: number;
  readonly size: number; // bytes, header and checksum included
  /** The lowest four bytes of the offset after it in the log where it was first written; 0 where it never was. */
  readonly nextOffset: number;
  readonly flags: number;
}

export const artificialFlag = 0x20; // LOG_EVENT_ARTIFICIAL_F
export const inUseFlag = 0x01; // LOG_EVENT_BINLOG_IN_USE_F, of the format description of a log still open
export const relayFlag = 0x40; // LOG_EVENT_RELAY_LOG_F, of the format descriptions that a relay log begins with
const flagsAt = 17;

/** Throws RangeError for fewer than 19 bytes. */
export function readHeader(bytes: Buffer): EventHeader {
  return {
    timestamp: bytes.readUInt32LE(0),
    typeCode: bytes.readUInt8(4),
    serverId: bytes.readUInt32LE(5),
    size: bytes.readUInt32LE(9),
    nextOffset: bytes.readUInt32LE(13),
    flags: bytes.readUInt16LE(flagsAt),
  };
}

/** Is the last word of an event the CRC32 of what is before it? */
export function checksumHolds(event: Buffer): boolean {
  if (event.length < headerBytes + checksumBytes) return false;
  return crc32(event.subarray(0, event.length - checksumBytes)) === event.readUInt32LE(event.length - checksumBytes);
}

/** The same for a format description, whose checksum was made without the mark of an open log. */
export function formatChecksumHolds(event: Buffer): boolean {
  if (checksumHolds(event)) return true;
  const closed = Buffer.from(event);
  closed.writeUInt16LE(closed.readUInt16LE(flagsAt) & ~inUseFlag, flagsAt);
  return checksumHolds(closed);
}
