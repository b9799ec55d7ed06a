import { quoteText } from '../../../../../shared/dialects/quote.ts';
import type { ByteReader } from '../../decode/byte-reader.ts';
import { uncompressedColumn } from './column-compression.ts';
import { fieldType, realString, type Column } from './column.ts';
import { readDecimal } from './decimal.ts';
import { jsonText } from './json.ts';
import {
  readDate,
  readDatetime2,
  readOldDatetime,
  readOldTime,
  readTime2,
  readTimestamp2,
  timestampText,
} from './temporal.ts';

/**
 * Reads one value of a row image and gives it as SQL, exact where the session has `time_zone = '+00:00'` and a sql_mode
 * without NO_BACKSLASH_ESCAPES. What can’t be told (whether an integer is unsigned, which character set a text has) is
 * said in a comment behind it. Throws RangeError for damaged bytes and unknown types.
 */
export function readSqlValue(reader: ByteReader, column: Column): string {
  const { type, metadata, unsigned } = column;
  switch (type) {
    case fieldType.tiny:
      return integer(reader.bytes(1), unsigned);
    case fieldType.short:
      return integer(reader.bytes(2), unsigned);
    case fieldType.int24:
      return integer(reader.bytes(3), unsigned);
    case fieldType.long:
      return integer(reader.bytes(4), unsigned);
    case fieldType.longlong:
      return integer(reader.bytes(8), unsigned);
    case fieldType.float:
      return floatText(reader.bytes(4).readFloatLE(0));
    case fieldType.double:
      return String(reader.bytes(8).readDoubleLE(0));
    case fieldType.newdecimal:
      return readDecimal(reader, metadata & 0xff, metadata >> 8);
    case fieldType.year:
      return yearText(reader.uint8());
    case fieldType.bit:
      return bitText(reader, metadata);
    case fieldType.null:
      return 'NULL';
    case fieldType.date:
    case fieldType.newdate:
      return quoteText(readDate(reader));
    case fieldType.time:
      return quoteText(readOldTime(reader));
    case fieldType.datetime:
      return quoteText(readOldDatetime(reader));
    case fieldType.timestamp:
      return quoteText(timestampText(reader.uint(4)));
    case fieldType.timestamp2:
      return quoteText(readTimestamp2(reader, metadata));
    case fieldType.datetime2:
      return quoteText(readDatetime2(reader, metadata));
    case fieldType.time2:
      return quoteText(readTime2(reader, metadata));
    case fieldType.enum:
      return enumText(reader, column);
    case fieldType.set:
      return setText(reader, column);
    case fieldType.string:
      return fixedText(reader, column);
    case fieldType.varchar:
    case fieldType.varString:
      return textValue(reader.bytes(reader.uint(metadata > 255 ? 2 : 1)), column);
    case fieldType.varcharCompressed:
      return textValue(uncompressedColumn(reader.bytes(reader.uint(metadata > 255 ? 2 : 1))), column);
    case fieldType.tinyBlob:
    case fieldType.mediumBlob:
    case fieldType.longBlob:
    case fieldType.blob:
      return textValue(reader.bytes(reader.uint(metadata)), column);
    case fieldType.blobCompressed:
      return textValue(uncompressedColumn(reader.bytes(reader.uint(metadata))), column);
    case fieldType.json:
      return quoteText(jsonText(reader.bytes(reader.uint(metadata))));
    case fieldType.vector:
    case fieldType.geometry:
      return hex(reader.bytes(reader.uint(metadata)));
    default:
      throw new RangeError(`the column type ${String(type)} is not known`);
  }
}

function integer(bytes: Buffer, unsigned: boolean | null): string {
  const width = bytes.length;
  const plain = BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
  const signed = BigInt.asIntN(8 * width, plain);
  if (unsigned === true || signed >= 0n) return String(plain);
  return unsigned === false ? String(signed) : `${String(signed)} /* or ${String(plain)} */`;
}

/** The shortest text that is this number in four bytes. */
function floatText(value: number): string {
  for (let digits = 6; digits < 9; digits += 1) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return String(Number(value.toPrecision(9)));
}

function yearText(stored: number): string {
  return stored === 0 ? '0000' : String(1900 + stored);
}

function bitText(reader: ByteReader, metadata: number): string {
  const [whole, rest] = [metadata >> 8, metadata & 0xff];
  const bytes = reader.bytes(whole + (rest > 0 ? 1 : 0));
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return `b'${bits.slice(bits.length - (8 * whole + rest))}'`;
}

/** The bytes of an ENUM or SET are behind its real type where it is stored as STRING, as it always is. */
function packLength({ metadata }: Column): number {
  return metadata >> 8;
}

function enumText(reader: ByteReader, column: Column): string {
  const number = reader.uint(packLength(column));
  const label = number === 0 ? '' : column.labels?.[number - 1];
  return label === undefined ? String(number) : quoteText(label);
}

function setText(reader: ByteReader, column: Column): string {
  const bytes = reader.bytes(packLength(column));
  const bits = BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
  if (column.labels === null) return String(bits);
  return quoteText(column.labels.filter((_label, index) => (bits & (1n << BigInt(index))) !== 0n).join(','));
}

/** CHAR and BINARY, and MariaDB’s INET4, INET6 and UUID: the log leaves out zero bytes at the end, which are theirs. */
function fixedText(reader: ByteReader, column: Column): string {
  const { length } = realString(column.metadata);
  const bytes = reader.bytes(reader.uint(length > 255 ? 2 : 1));
  if (column.text !== 'binary') return textValue(bytes, column);
  return textValue(Buffer.concat([bytes, Buffer.alloc(length - bytes.length)]), column);
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const unprintable = new RegExp('[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]');

/** As text where it is surely the text that is meant; else its bytes, which fit in every column. */
function textValue(bytes: Buffer, { text }: Column): string {
  if (bytes.length === 0) return "''";
  const plain = text === 'binary' ? null : decoded(bytes);
  if (plain === null || unprintable.test(plain)) return hex(bytes);
  if (text === 'utf8' || /^[\s\x20-\x7e]*$/.test(plain)) return quoteText(plain);
  return text === 'other' ? hex(bytes) : `${hex(bytes)} /* ${shown(plain)} */`;
}

const longestShown = 80; // characters

function shown(plain: string): string {
  const line = plain.replace(/\s+/g, ' ').replaceAll('*/', '* /');
  return line.length > longestShown ? `${line.slice(0, longestShown)} …` : line;
}

function decoded(bytes: Buffer): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

function hex(bytes: Buffer): string {
  return bytes.length === 0 ? "''" : `X'${bytes.toString('hex').toUpperCase()}'`;
}
