import type { ByteReader } from '../../decode/byte-reader.ts';

/** Sources: MySQL my_time.cc (my_datetime_packed_from_binary, my_time_packed_from_binary), log_event.cc. */

/** TIMESTAMP with fraction: UTC text; zero is the zero date. */
export function readTimestamp2(reader: ByteReader, decimals: number): string {
  const seconds = reader.bytes(4).readUInt32BE(0);
  const fraction = readFraction(reader, decimals);
  return `${timestampText(seconds)}${fraction}`;
}

export function timestampText(seconds: number): string {
  if (seconds === 0) return '0000-00-00 00:00:00';
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

export function readDatetime2(reader: ByteReader, decimals: number): string {
  const packed = BigInt(reader.bytes(5).readUIntBE(0, 5)) - 0x80_0000_0000n;
  return `${dateText(packed >> 17n)} ${clockText(packed & 0x1ffffn)}${readFraction(reader, decimals)}`;
}

/** Year and month as year * 13 + month, then five bits of the day. */
export function dateText(packed: bigint): string {
  const [yearMonth, day] = [packed >> 5n, packed & 0x1fn];
  return `${padded(yearMonth / 13n, 4)}-${padded(yearMonth % 13n, 2)}-${padded(day, 2)}`;
}

/** Hours, then six bits each of minutes and seconds. */
export function clockText(packed: bigint): string {
  return `${padded(packed >> 12n, 2)}:${padded((packed >> 6n) & 0x3fn, 2)}:${padded(packed & 0x3fn, 2)}`;
}

export function readTime2(reader: ByteReader, decimals: number): string {
  const bytes = (decimals + 1) >> 1;
  const packed = BigInt(reader.bytes(3 + bytes).readUIntBE(0, 3 + bytes)) - (0x80_0000n << BigInt(8 * bytes));
  const value = packed < 0n ? -packed : packed;
  const fraction = value & ((1n << BigInt(8 * bytes)) - 1n);
  const clock = clockText((value >> BigInt(8 * bytes)) & 0x3f_ffffn);
  return `${packed < 0n ? '-' : ''}${clock}${fractionText(fraction, bytes, decimals)}`;
}

function readFraction(reader: ByteReader, decimals: number): string {
  const bytes = (decimals + 1) >> 1;
  if (bytes === 0) return '';
  return fractionText(BigInt(reader.bytes(bytes).readUIntBE(0, bytes)), bytes, decimals);
}

/** Two digits a byte are stored; an odd number of decimals leaves the last one out. */
function fractionText(value: bigint, bytes: number, decimals: number): string {
  return decimals === 0 ? '' : `.${padded(value, 2 * bytes).slice(0, decimals)}`;
}

/** Before MySQL 5.6: five bits of the day, four of the month. */
export function readDate(reader: ByteReader): string {
  const packed = reader.uint(3);
  return `${padded(packed >> 9, 4)}-${padded((packed >> 5) & 0xf, 2)}-${padded(packed & 0x1f, 2)}`;
}

/** Before MySQL 5.6: decimal digits YYYYMMDDhhmmss. */
export function readOldDatetime(reader: ByteReader): string {
  const digits = padded(reader.uint64(), 14);
  return digits.replace(/^(\d+)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3 $4:$5:$6');
}

/** Before MySQL 5.6: decimal digits hhmmss, signed. */
export function readOldTime(reader: ByteReader): string {
  const value = reader.bytes(3).readIntLE(0, 3);
  return `${value < 0 ? '-' : ''}${padded(Math.abs(value), 6).replace(/^(\d+)(\d\d)(\d\d)$/, '$1:$2:$3')}`;
}

function padded(value: bigint | number, digits: number): string {
  return String(value).padStart(digits, '0');
}
