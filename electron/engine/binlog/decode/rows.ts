import type { ColumnForm, RowsBody, TableMapBody } from '../event.ts';
import { ByteReader } from './byte-reader.ts';
import { inflated } from './mariadb-compression.ts';
import { rowsForms } from './event-types.ts';

const endsStatementFlag = 0x0001; // STMT_END_F

/** Table maps of the statement being read, by table id. */
export type TableMaps = ReadonlyMap<number, TableMapBody>;

/** Source: MySQL rows_event.h, Rows_event; MariaDB's compressed forms: log_event_server.cc. */
export function decodeRows(bytes: Buffer, typeCode: number, maps: TableMaps): RowsBody {
  const form = rowsForms.get(typeCode);
  if (form === undefined) throw new RangeError(`no rows event: ${String(typeCode)}`);
  const reader = new ByteReader(bytes);
  const tableId = reader.uint(6);
  const flags = reader.uint(2);
  if (form.version === 2) reader.skip(reader.uint(2) - 2);
  const width = reader.lengthEncoded();
  const bitmapBytes = (width + 7) >> 3;
  const present = [reader.bytes(bitmapBytes)];
  if (form.change === 'update') present.push(reader.bytes(bitmapBytes));
  const rest = reader.rest();
  return {
    kind: 'rows',
    change: form.change,
    table: maps.get(tableId) ?? null,
    present,
    rows: form.compressed ? inflated(rest) : rest,
    plain: form.plain,
    endsStatement: (flags & endsStatementFlag) !== 0,
  };
}

/** Source: MySQL rows_event.h, Table_map_event. Optional metadata after the null bits is not read. */
export function decodeTableMap(bytes: Buffer): TableMapBody {
  const reader = new ByteReader(bytes);
  const tableId = reader.uint(6);
  reader.skip(2);
  const schema = reader.text(reader.uint8());
  reader.skip(1);
  const table = reader.text(reader.lengthEncoded());
  reader.skip(1);
  const types = reader.bytes(reader.lengthEncoded());
  const metadata = new ByteReader(reader.bytes(reader.lengthEncoded()));
  return { kind: 'table-map', tableId, schema, table, columns: [...types].map((type) => columnForm(type, metadata)) };
}

const metadataBytes: ReadonlyMap<number, number> = new Map([
  [4, 1], // FLOAT
  [5, 1], // DOUBLE
  [15, 2], // VARCHAR
  [16, 2], // BIT
  [17, 1], // TIMESTAMP2
  [18, 1], // DATETIME2
  [19, 1], // TIME2
  [140, 1], // BLOB_COMPRESSED, MariaDB
  [141, 2], // VARCHAR_COMPRESSED, MariaDB
  [242, 1], // VECTOR, MySQL 9
  [245, 1], // JSON
  [246, 2], // NEWDECIMAL
  [247, 2], // ENUM
  [248, 2], // SET
  [249, 1], // TINY_BLOB
  [250, 1], // MEDIUM_BLOB
  [251, 1], // LONG_BLOB
  [252, 1], // BLOB
  [253, 2], // VAR_STRING
  [254, 2], // STRING
  [255, 1], // GEOMETRY
]);

function columnForm(type: number, metadata: ByteReader): ColumnForm {
  const size = metadataBytes.get(type) ?? 0;
  return { type, metadata: size === 0 ? 0 : metadata.uint(size) };
}

/**
 * How many rows a rows event changes; null where its columns can't be walked (partial JSON updates, a column type of
 * a later version, no table map).
 */
export function countRows(body: RowsBody): number | null {
  const { table, present } = body;
  if (table === null || !body.plain) return null;
  const images = present.map((bits) => table.columns.filter((_column, index) => bit(bits, index)));
  const reader = new ByteReader(body.rows);
  let rows = 0;
  try {
    for (; reader.left > 0; rows += 1) {
      if (!images.every((columns) => passImage(reader, columns))) return null;
    }
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  return rows;
}

function passImage(reader: ByteReader, columns: readonly ColumnForm[]): boolean {
  const nulls = reader.bytes((columns.length + 7) >> 3);
  return columns.every((column, index) => bit(nulls, index) || passValue(reader, column));
}

function bit(bits: Buffer, index: number): boolean {
  return ((bits[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
}

const fixedBytes: ReadonlyMap<number, number> = new Map([
  [1, 1], // TINY
  [2, 2], // SHORT
  [3, 4], // LONG
  [4, 4], // FLOAT
  [5, 8], // DOUBLE
  [6, 0], // NULL
  [7, 4], // TIMESTAMP
  [8, 8], // LONGLONG
  [9, 3], // INT24
  [10, 3], // DATE
  [11, 3], // TIME
  [12, 8], // DATETIME
  [13, 1], // YEAR
  [14, 3], // NEWDATE
]);

const decimalDigitBytes = [0, 1, 1, 2, 2, 3, 3, 4, 4, 4];

/** Source: MySQL log_event.cc, calc_field_size (binlog_funcs.cpp). False for a type that is not known. */
function passValue(reader: ByteReader, { type, metadata }: ColumnForm): boolean {
  const fixed = fixedBytes.get(type);
  if (fixed !== undefined) return pass(reader, fixed);
  switch (type) {
    case 17: // TIMESTAMP2
      return pass(reader, 4 + ((metadata + 1) >> 1));
    case 18: // DATETIME2
      return pass(reader, 5 + ((metadata + 1) >> 1));
    case 19: // TIME2
      return pass(reader, 3 + ((metadata + 1) >> 1));
    case 16: // BIT
      return pass(reader, (metadata >> 8) + ((metadata & 0xff) > 0 ? 1 : 0));
    case 246: // NEWDECIMAL
      return pass(reader, decimalBytes(metadata & 0xff, metadata >> 8));
    case 15: // VARCHAR
    case 141: // VARCHAR_COMPRESSED
    case 253: // VAR_STRING
      return pass(reader, reader.uint(metadata > 255 ? 2 : 1));
    case 247: // ENUM
    case 248: // SET
      return pass(reader, metadata >> 8);
    case 254: // STRING, also the stored form of ENUM and SET
      return passString(reader, metadata & 0xff, metadata >> 8);
    case 140: // BLOB_COMPRESSED
    case 242: // VECTOR
    case 245: // JSON
    case 249: // the BLOBs
    case 250:
    case 251:
    case 252:
    case 255: // GEOMETRY
      return pass(reader, reader.uint(metadata));
    default:
      return false;
  }
}

function pass(reader: ByteReader, bytes: number): true {
  reader.skip(bytes);
  return true;
}

/** The real type shares its byte with the two highest bits of the length. */
function passString(reader: ByteReader, first: number, second: number): boolean {
  const long = (first & 0x30) !== 0x30;
  const type = long ? first | 0x30 : first;
  const length = long ? second | (((first & 0x30) ^ 0x30) << 4) : second;
  if (type === 247 || type === 248) return pass(reader, length);
  return pass(reader, reader.uint(length > 255 ? 2 : 1));
}

function decimalBytes(precision: number, scale: number): number {
  const size = (digits: number): number => Math.floor(digits / 9) * 4 + (decimalDigitBytes[digits % 9] ?? 0);
  return size(precision - scale) + size(scale);
}
