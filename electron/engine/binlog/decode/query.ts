import type { QueryBody } from '../event.ts';
import { ByteReader } from './byte-reader.ts';
import { inflated } from './mariadb-compression.ts';

/** Source: MySQL statement_events.h, Query_event. */
export function decodeQuery(bytes: Buffer, compressed: boolean): QueryBody {
  const reader = new ByteReader(bytes);
  reader.skip(4 + 4); // thread id, execution time: another's on a replica
  const databaseLength = reader.uint8();
  const errorCode = reader.uint(2);
  const status = reader.bytes(reader.uint(2));
  const database = reader.text(databaseLength);
  reader.skip(1);
  const text = reader.rest();
  const sql = (compressed ? inflated(text) : text).toString('utf8');
  return { kind: 'query', database, sql, errorCode, settings: settingsOf(status) };
}

/** Bytes of the status variables of fixed length, by code; negative: a length byte first, and that many more. */
const statusBytes: ReadonlyMap<number, number> = new Map([
  [0, 4], // flags2
  [1, 8], // sql_mode
  [3, 4], // auto_increment_increment, _offset
  [4, 6], // character sets
  [5, -1], // time zone
  [6, -1], // catalog
  [7, 2], // lc_time_names
  [8, 2], // collation_database
]);

/** What makes the same text do something else; the rest depends on the server that wrote the log. */
const deciding: ReadonlySet<number> = new Set([1, 3, 4, 5, 7]);

/** The deciding ones as stored. They come first and in order of their codes, so that the walk ends at any other. */
function settingsOf(status: Buffer): Buffer {
  const kept: Buffer[] = [];
  let at = 0;
  while (at < status.length) {
    const code = status.readUInt8(at);
    const fixed = statusBytes.get(code);
    if (fixed === undefined) break;
    const length = fixed >= 0 ? fixed : 1 + status.readUInt8(at + 1) + (code === 2 ? 1 : 0);
    if (deciding.has(code)) kept.push(status.subarray(at, at + 1 + length));
    at += 1 + length;
  }
  return Buffer.concat(kept);
}
