import { ByteReader } from '../../decode/byte-reader.ts';
import { headerBytes } from '../../decode/header.ts';
import type { ColumnForm, InnerEvent, TableMapBody } from '../../event.ts';
import { fieldType, realString, type Column, type ColumnDescription, type TextKind } from './column.ts';

/** Optional metadata of a table map, by field. Source: MySQL rows_event.h, Optional_metadata_field_type. */
const field = {
  signedness: 1,
  defaultCharset: 2,
  columnCharset: 3,
  columnName: 4,
  setLabels: 5,
  enumLabels: 6,
  primaryKey: 8,
  primaryKeyWithPrefix: 9,
} as const;

/**
 * The columns of a logged table: as the log stores them, with what its metadata says (MySQL 8.0 always says which are
 * unsigned and their character sets, names and labels only with binlog_row_metadata=FULL; MariaDB 10.5+ only with that;
 * MySQL 5.6 nothing), completed by a description of as many columns.
 */
export function columnsOf(
  event: InnerEvent,
  map: TableMapBody,
  described: readonly ColumnDescription[] | null,
): readonly Column[] {
  const metadata = optionalMetadata(event, map);
  const description = described?.length === map.columns.length ? described : null;
  const kinds = map.columns.map(realType);
  const signedness = perColumn(kinds, isNumeric, signs(metadata.get(field.signedness)));
  const charsets = perColumn(kinds, isCharacter, charsetsOf(metadata, kinds.filter(isCharacter).length));
  const enums = perColumn(kinds, (type) => type === fieldType.enum, labelsOf(metadata.get(field.enumLabels)));
  const sets = perColumn(kinds, (type) => type === fieldType.set, labelsOf(metadata.get(field.setLabels)));
  const names = namesOf(metadata.get(field.columnName));
  const key = keyOf(metadata);
  return map.columns.map((form, index) => {
    const other = description?.[index];
    const collation = charsets[index];
    return {
      name: names[index] ?? other?.name ?? null,
      type: kinds[index] ?? form.type,
      metadata: form.metadata,
      unsigned: signedness[index] ?? other?.unsigned ?? null,
      labels: enums[index] ?? sets[index] ?? other?.labels ?? null,
      text: collation === undefined ? (other?.text ?? 'unknown') : textKind(collation),
      inPrimaryKey: key?.has(index) ?? other?.inPrimaryKey ?? false,
    };
  });
}

function realType({ type, metadata }: ColumnForm): number {
  return type === fieldType.string ? realString(metadata).type : type;
}

/** Field → value; none where the log has none or they can’t be read. */
function optionalMetadata(event: InnerEvent, map: TableMapBody): ReadonlyMap<number, Buffer> {
  const fields = new Map<number, Buffer>();
  try {
    const reader = new ByteReader(event.bytes.subarray(headerBytes));
    reader.skip(6 + 2);
    reader.skip(reader.uint8() + 1);
    reader.skip(reader.lengthEncoded() + 1);
    reader.skip(reader.lengthEncoded());
    reader.skip(reader.lengthEncoded());
    reader.skip((map.columns.length + 7) >> 3);
    while (reader.left > 0) {
      const type = reader.uint8();
      fields.set(type, reader.bytes(reader.lengthEncoded()));
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return fields;
}

/** Values that are stored for some of the columns only, in their order → by column. */
function perColumn<T>(
  types: readonly number[],
  isOne: (type: number) => boolean,
  values: readonly T[],
): readonly (T | undefined)[] {
  let at = -1;
  return types.map((type) => {
    if (!isOne(type)) return undefined;
    at += 1;
    return values[at];
  });
}

const numeric: ReadonlySet<number> = new Set([
  fieldType.tiny,
  fieldType.short,
  fieldType.int24,
  fieldType.long,
  fieldType.longlong,
  fieldType.newdecimal,
  fieldType.float,
  fieldType.double,
]);

const character: ReadonlySet<number> = new Set([
  fieldType.string,
  fieldType.varString,
  fieldType.varchar,
  fieldType.tinyBlob,
  fieldType.mediumBlob,
  fieldType.longBlob,
  fieldType.blob,
]);

function isNumeric(type: number): boolean {
  return numeric.has(type);
}

function isCharacter(type: number): boolean {
  return character.has(type);
}

/** One bit a numeric column, the highest first; set for unsigned. */
function signs(bits: Buffer | undefined): readonly boolean[] {
  return bits === undefined
    ? []
    : [...bits].flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => (byte & (1 << bit)) !== 0));
}

/** Collations of the character columns: each, or a default with exceptions. */
function charsetsOf(metadata: ReadonlyMap<number, Buffer>, columns: number): readonly number[] {
  const each = metadata.get(field.columnCharset);
  if (each !== undefined) return integersOf(each);
  const [usual, ...exceptions] = integersOf(metadata.get(field.defaultCharset));
  if (usual === undefined) return [];
  const collations = Array.from({ length: columns }, () => usual);
  for (let at = 0; at + 1 < exceptions.length; at += 2) collations[exceptions[at] ?? 0] = exceptions[at + 1] ?? usual;
  return collations;
}

function integersOf(bytes: Buffer | undefined): readonly number[] {
  const reader = new ByteReader(bytes ?? Buffer.alloc(0));
  const integers: number[] = [];
  while (reader.left > 0) integers.push(reader.lengthEncoded());
  return integers;
}

function namesOf(bytes: Buffer | undefined): readonly string[] {
  const reader = new ByteReader(bytes ?? Buffer.alloc(0));
  const names: string[] = [];
  while (reader.left > 0) names.push(reader.text(reader.lengthEncoded()));
  return names;
}

function labelsOf(bytes: Buffer | undefined): readonly (readonly string[])[] {
  const reader = new ByteReader(bytes ?? Buffer.alloc(0));
  const lists: string[][] = [];
  while (reader.left > 0) {
    lists.push(Array.from({ length: reader.lengthEncoded() }, () => reader.text(reader.lengthEncoded())));
  }
  return lists;
}

/** The columns of the primary key; null where the log does not say. */
function keyOf(metadata: ReadonlyMap<number, Buffer>): ReadonlySet<number> | null {
  const simple = metadata.get(field.primaryKey);
  if (simple !== undefined) return new Set(integersOf(simple));
  const prefixed = metadata.get(field.primaryKeyWithPrefix);
  return prefixed === undefined ? null : new Set(integersOf(prefixed).filter((_value, index) => index % 2 === 0));
}

const binaryCollation = 63;

/** By collation number: those of utf8mb4, utf8mb3 and ascii. Source: information_schema.COLLATIONS of both families. */
function textKind(collation: number): TextKind {
  if (collation === binaryCollation) return 'binary';
  const isUtf8 =
    [11, 33, 45, 46, 65, 76, 83, 223].includes(collation) ||
    (collation >= 192 && collation <= 215) ||
    (collation >= 224 && collation <= 247) ||
    (collation >= 255 && collation <= 323);
  return isUtf8 ? 'utf8' : 'other';
}
