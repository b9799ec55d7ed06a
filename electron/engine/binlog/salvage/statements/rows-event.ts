import { headerBytes } from '../../decode/header.ts';
import type { InnerEvent, RowsBody } from '../../event.ts';
import { sized } from './event-bytes.ts';

const typeAt = 4;
const rowsFlagsAt = headerBytes + 6;
const endsStatementFlag = 0x0001; // STMT_END_F

/** MariaDB’s compressed rows events and what they are without it. */
const unpackedType: ReadonlyMap<number, number> = new Map([
  [166, 23],
  [167, 24],
  [168, 25],
  [169, 30],
  [170, 31],
  [171, 32],
]);

/** A rows event as a server takes it in a BINLOG statement: unpacked, and whether it is the last of the statement. */
export function rowsEvent(event: InnerEvent, body: RowsBody, last: boolean): Buffer {
  const plain = unpackedType.get(event.typeCode);
  const bytes = sized(plain === undefined ? event.bytes : unpacked(event.bytes, body, plain));
  const flags = bytes.readUInt16LE(rowsFlagsAt);
  bytes.writeUInt16LE(last ? flags | endsStatementFlag : flags & ~endsStatementFlag, rowsFlagsAt);
  return bytes;
}

/** What is before the row images is stored plainly: it ends with the bitmaps. */
function unpacked(event: Buffer, { present, rows }: RowsBody, type: number): Buffer {
  const bitmaps = present.at(-1);
  if (bitmaps === undefined) throw new RangeError('a rows event without columns');
  const head = bitmaps.byteOffset + bitmaps.length - event.byteOffset;
  const bytes = Buffer.concat([event.subarray(0, head), rows]);
  bytes.writeUInt8(type, typeAt);
  return bytes;
}
