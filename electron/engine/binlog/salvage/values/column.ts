/** A column of a logged table, as far as it is known how to read and name it. */
export interface Column {
  readonly name: string | null;
  /** enum_field_types, the real one of those stored as STRING. */
  readonly type: number;
  readonly metadata: number;
  /** null: the log does not say, and nobody else did. */
  readonly unsigned: boolean | null;
  /** Of ENUM and SET; null where only their numbers are known. */
  readonly labels: readonly string[] | null;
  readonly text: TextKind;
  readonly inPrimaryKey: boolean;
}

/** What the bytes of a character column are; `unknown` where nobody says. */
export type TextKind = 'utf8' | 'binary' | 'other' | 'unknown';

/** What a live server says of a column, where the log does not. */
export interface ColumnDescription {
  readonly name: string;
  readonly unsigned: boolean;
  readonly labels: readonly string[] | null;
  readonly text: TextKind;
  readonly inPrimaryKey: boolean;
}

export const fieldType = {
  tiny: 1,
  short: 2,
  long: 3,
  float: 4,
  double: 5,
  null: 6,
  timestamp: 7,
  longlong: 8,
  int24: 9,
  date: 10,
  time: 11,
  datetime: 12,
  year: 13,
  newdate: 14,
  varchar: 15,
  bit: 16,
  timestamp2: 17,
  datetime2: 18,
  time2: 19,
  blobCompressed: 140, // MariaDB
  varcharCompressed: 141, // MariaDB
  vector: 242, // MySQL 9
  json: 245,
  newdecimal: 246,
  enum: 247,
  set: 248,
  tinyBlob: 249,
  mediumBlob: 250,
  longBlob: 251,
  blob: 252,
  varString: 253,
  string: 254,
  geometry: 255,
} as const;

/** The real type and length of a column stored as STRING: they share two bytes. Source: MySQL log_event.cc. */
export function realString(metadata: number): { readonly type: number; readonly length: number } {
  const [first, second] = [metadata & 0xff, metadata >> 8];
  if ((first & 0x30) === 0x30) return { type: first, length: second };
  return { type: first | 0x30, length: second | (((first & 0x30) ^ 0x30) << 4) };
}
