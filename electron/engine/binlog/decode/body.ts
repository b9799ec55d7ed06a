import type { EventBody } from '../event.ts';
import { ByteReader } from './byte-reader.ts';
import { eventType, rowsForms } from './event-types.ts';
import { decodeMariadbGtid, decodeMysqlGtid, decodeTaggedGtid } from './gtid.ts';
import { decodeQuery } from './query.ts';
import { decodeRows, decodeTableMap, type TableMaps } from './rows.ts';

/** What a body needs besides its bytes. */
export interface BodyContext {
  readonly typeCode: number;
  readonly serverId: number;
  readonly maps: TableMaps;
}

/** An event's bytes after the header and without checksum → what it says. Throws RangeError for damaged bytes. */
export function decodeBody(
  bytes: Buffer,
  context: BodyContext,
): Exclude<EventBody, { readonly kind: 'payload' | 'format' }> {
  const { typeCode } = context;
  if (rowsForms.has(typeCode)) return decodeRows(bytes, typeCode, context.maps);
  const reader = new ByteReader(bytes);
  switch (typeCode) {
    case eventType.query:
      return decodeQuery(bytes, false);
    case eventType.queryCompressed:
      return decodeQuery(bytes, true);
    case eventType.tableMap:
      return decodeTableMap(bytes);
    case eventType.xid:
      return { kind: 'xid' };
    case eventType.gtid:
      return decodeMysqlGtid(bytes, false);
    case eventType.anonymousGtid:
      return decodeMysqlGtid(bytes, true);
    case eventType.gtidTagged:
      return decodeTaggedGtid(bytes);
    case eventType.mariadbGtid:
      return decodeMariadbGtid(bytes, context.serverId);
    case eventType.rotate:
      return { kind: 'rotate', next: { offset: Number(reader.uint64()), file: reader.textToZero() } };
    case eventType.stop:
      return { kind: 'stop' };
    case eventType.intvar:
      return { kind: 'intvar', name: reader.uint8() === 1 ? 'last_insert_id' : 'insert_id', value: reader.uint64() };
    case eventType.rand:
      return { kind: 'rand', raw: bytes };
    case eventType.userVar:
      return { kind: 'user-var', name: reader.text(reader.uint(4)), raw: reader.rest() };
    case eventType.rowsQuery:
      reader.skip(1); // a length that can't hold all lengths
      return { kind: 'annotation', sql: reader.text(reader.left) };
    case eventType.annotateRows:
      return { kind: 'annotation', sql: reader.text(reader.left) };
    case eventType.xaPrepare:
      return { kind: 'xa-prepare', onePhase: reader.uint8() !== 0 };
    case eventType.appendBlock:
    case eventType.beginLoadQuery:
      return { kind: 'load-data', raw: bytes.subarray(4) }; // its file number differs between servers
    case eventType.executeLoadQuery:
      return decodeLoadQuery(bytes);
    case eventType.incident:
      reader.skip(2);
      return { kind: 'incident', message: reader.text(Math.min(reader.uint8(), reader.left)) };
    case eventType.heartbeat:
    case eventType.heartbeatV2:
      return { kind: 'heartbeat' };
    case eventType.previousGtids:
    case eventType.gtidList:
      return { kind: 'earlier-gtids', raw: bytes };
    case eventType.ignorable:
    case eventType.transactionContext:
    case eventType.viewChange:
    case eventType.binlogCheckpoint:
    case eventType.startEncryption:
      return { kind: 'note', raw: bytes };
    default:
      return { kind: 'unknown', raw: bytes };
  }
}

/** Execute_load_query is a query with 13 more bytes in its fixed part, about the file and where its name stands. */
function decodeLoadQuery(bytes: Buffer): EventBody & { readonly kind: 'query' } {
  const fixed = 4 + 4 + 1 + 2 + 2;
  return decodeQuery(Buffer.concat([bytes.subarray(0, fixed), bytes.subarray(fixed + 13)]), false);
}
