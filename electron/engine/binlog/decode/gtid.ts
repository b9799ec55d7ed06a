import type { EventBody } from '../event.ts';
import { ByteReader } from './byte-reader.ts';

type GtidBody = Extract<EventBody, { readonly kind: 'gtid' }>;

/** Source: MySQL control_events.h, Gtid_event (types 33 and 34). */
export function decodeMysqlGtid(bytes: Buffer, anonymous: boolean): GtidBody {
  const reader = new ByteReader(bytes);
  reader.skip(1);
  const uuid = uuidOf(reader.bytes(16));
  return { kind: 'gtid', gtid: anonymous ? null : `${uuid}:${String(reader.uint64())}`, mariadb: null };
}

/**
 * A GTID with a tag, or anonymous in the same form (MySQL 8.3+, type 42): a message of fields, each with its number
 * before it. Source: MySQL's libs/mysql/serialization, and gtid_event's define_fields.
 */
export function decodeTaggedGtid(bytes: Buffer): GtidBody {
  const reader = new ByteReader(bytes);
  variable(reader); // version
  variable(reader); // size
  variable(reader); // the last field that must be known
  expectField(reader, 0);
  variable(reader); // flags
  expectField(reader, 1);
  const uuid = uuidOf(Buffer.from(Array.from({ length: 16 }, () => Number(variable(reader)))));
  expectField(reader, 2);
  const number = variable(reader) >> 1n; // its lowest bit is the sign
  expectField(reader, 3);
  const tag = reader.text(Number(variable(reader)));
  return {
    kind: 'gtid',
    gtid: tag === '' ? `${uuid}:${String(number)}` : `${uuid}:${tag}:${String(number)}`,
    mariadb: null,
  };
}

const standaloneFlag = 1;
const ddlFlag = 32;
const preparedXaFlag = 64;
const completedXaFlag = 128;

/** Source: MariaDB log_event.h, Gtid_log_event. The server id is the event's own. */
export function decodeMariadbGtid(bytes: Buffer, serverId: number): GtidBody {
  const reader = new ByteReader(bytes);
  const sequence = reader.uint64();
  const domain = reader.uint(4);
  const flags = reader.uint8();
  const has = (flag: number): boolean => (flags & flag) !== 0;
  return {
    kind: 'gtid',
    gtid: `${String(domain)}-${String(serverId)}-${String(sequence)}`,
    mariadb: {
      standalone: has(standaloneFlag),
      ddl: has(ddlFlag),
      xa: has(preparedXaFlag) ? 'prepared' : has(completedXaFlag) ? 'completed' : null,
    },
  };
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function expectField(reader: ByteReader, number: number): void {
  if (variable(reader) !== BigInt(number)) throw new RangeError(`field ${String(number)} is missing`);
}

/** As many bytes follow the first as it has ones at its low end. */
function variable(reader: ByteReader): bigint {
  const first = reader.uint8();
  let more = 0;
  while (more < 8 && (first & (1 << more)) !== 0) more += 1;
  if (more === 8) return reader.uint64();
  let value = BigInt(first >> (more + 1));
  for (let index = 0; index < more; index += 1) value |= BigInt(reader.uint8()) << BigInt(7 - more + 8 * index);
  return value;
}
