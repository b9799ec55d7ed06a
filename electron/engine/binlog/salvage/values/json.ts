import { ByteReader } from '../../decode/byte-reader.ts';
import { readDecimal } from './decimal.ts';
import { clockText, dateText } from './temporal.ts';
import { fieldType } from './column.ts';

/** Source: MySQL json_binary.h. */
const type = {
  smallObject: 0,
  largeObject: 1,
  smallArray: 2,
  largeArray: 3,
  literal: 4,
  int16: 5,
  uint16: 6,
  int32: 7,
  uint32: 8,
  int64: 9,
  uint64: 10,
  double: 11,
  string: 12,
  opaque: 15,
} as const;

const literals: readonly string[] = ['null', 'true', 'false'];

/**
 * MySQL’s stored JSON → text as the server prints it. Dates and decimals inside it become strings and numbers. Throws
 * RangeError for damaged bytes.
 */
export function jsonText(bytes: Buffer): string {
  return bytes.length === 0 ? 'null' : valueText(bytes.readUInt8(0), bytes.subarray(1));
}

function valueText(kind: number, bytes: Buffer): string {
  switch (kind) {
    case type.smallObject:
      return containerText(bytes, { wide: 2, keys: true });
    case type.largeObject:
      return containerText(bytes, { wide: 4, keys: true });
    case type.smallArray:
      return containerText(bytes, { wide: 2, keys: false });
    case type.largeArray:
      return containerText(bytes, { wide: 4, keys: false });
    case type.literal:
      return literalText(bytes.readUInt8(0));
    case type.int16:
      return String(bytes.readInt16LE(0));
    case type.uint16:
      return String(bytes.readUInt16LE(0));
    case type.int32:
      return String(bytes.readInt32LE(0));
    case type.uint32:
      return String(bytes.readUInt32LE(0));
    case type.int64:
      return String(bytes.readBigInt64LE(0));
    case type.uint64:
      return String(bytes.readBigUInt64LE(0));
    case type.double:
      return doubleText(bytes.readDoubleLE(0));
    case type.string: {
      const reader = new ByteReader(bytes);
      return JSON.stringify(reader.text(variableLength(reader)));
    }
    case type.opaque:
      return opaqueText(bytes);
    default:
      throw new RangeError(`JSON of the unknown kind ${String(kind)}`);
  }
}

interface Shape {
  readonly wide: 2 | 4; // bytes of offsets and counts
  readonly keys: boolean;
}

/** Offsets count from where the container’s own bytes begin. */
function containerText(bytes: Buffer, { wide, keys }: Shape): string {
  const count = bytes.readUIntLE(0, wide);
  const valuesAt = 2 * wide + (keys ? count * (wide + 2) : 0);
  const items = Array.from({ length: count }, (_item, index) => {
    const entry = valuesAt + index * (1 + wide);
    const value = entryText(bytes, entry, wide);
    if (!keys) return value;
    const key = 2 * wide + index * (wide + 2);
    const start = bytes.readUIntLE(key, wide);
    return `${JSON.stringify(bytes.toString('utf8', start, start + bytes.readUInt16LE(key + wide)))}: ${value}`;
  });
  return keys ? `{${items.join(', ')}}` : `[${items.join(', ')}]`;
}

/** Small values stand in the entry itself. */
function entryText(bytes: Buffer, entry: number, wide: 2 | 4): string {
  const kind = bytes.readUInt8(entry);
  const isHere =
    kind === type.literal ||
    kind === type.int16 ||
    kind === type.uint16 ||
    (wide === 4 && (kind === type.int32 || kind === type.uint32));
  return valueText(kind, bytes.subarray(isHere ? entry + 1 : bytes.readUIntLE(entry + 1, wide)));
}

function literalText(value: number): string {
  const text = literals[value];
  if (text === undefined) throw new RangeError('an unknown JSON literal');
  return text;
}

/** MySQL keeps the point, so that it stays a double. */
function doubleText(value: number): string {
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** Seven bits a byte, the lowest first; the highest bit says that more come. */
function variableLength(reader: ByteReader): number {
  let length = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = reader.uint8();
    length += (byte & 0x7f) * 2 ** shift;
    if ((byte & 0x80) === 0) return length;
  }
  throw new RangeError('too long a JSON value');
}

function opaqueText(bytes: Buffer): string {
  const reader = new ByteReader(bytes);
  const kind = reader.uint8();
  const value = reader.bytes(variableLength(reader));
  switch (kind) {
    case fieldType.newdecimal:
      return readDecimal(new ByteReader(value.subarray(2)), value.readUInt8(0), value.readUInt8(1));
    case fieldType.date:
    case fieldType.datetime:
    case fieldType.timestamp:
    case fieldType.time:
      return JSON.stringify(packedTime(kind, value.readBigInt64LE(0)));
    default:
      return JSON.stringify(`base64:type${String(kind)}:${value.toString('base64')}`);
  }
}

/** Seconds and above, then 24 bits of microseconds. Source: MySQL my_time.cc, TIME_from_longlong_datetime_packed. */
function packedTime(kind: number, packed: bigint): string {
  const value = packed < 0n ? -packed : packed;
  const seconds = value >> 24n;
  const micros = `.${String(value & 0xff_ffffn).padStart(6, '0')}`;
  if (kind === fieldType.time) return `${packed < 0n ? '-' : ''}${clockText(seconds & 0x3f_ffffn)}${micros}`;
  const date = dateText(seconds >> 17n);
  return kind === fieldType.date ? date : `${date} ${clockText(seconds & 0x1ffffn)}${micros}`;
}
