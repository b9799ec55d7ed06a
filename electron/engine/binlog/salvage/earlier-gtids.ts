import type { GtidSet } from '../../../../shared/domain/gtid/mysql-gtid-set.ts';
import { normalizeIntervals, type Interval } from '../../../../shared/domain/gtid/interval.ts';
import type { MariadbGtid } from '../../../../shared/domain/gtid/mariadb-gtid.ts';
import { ByteReader } from '../decode/byte-reader.ts';

/**
 * Previous_gtids: what MySQL had logged when it began the file. null where it can’t be read.
 * Source: MySQL rpl_gtid_set.cc, Gtid_set::add_gtid_encoding; with tags since 8.3.
 */
export function previousGtids(raw: Buffer): GtidSet | null {
  try {
    const reader = new ByteReader(raw);
    const header = reader.uint64();
    const tagged = header >> 56n === 1n;
    const sources = tagged ? (header & 0x00ff_ffff_ffff_ff00n) >> 8n : header;
    const set = new Map<string, readonly Interval[]>();
    for (let index = 0n; index < sources; index += 1n) {
      const uuid = uuidOf(reader.bytes(16));
      const tag = tagged ? reader.text(reader.uint8() >> 1) : ''; // its length is stored twice as large
      const intervals: Interval[] = [];
      for (let left = reader.uint64(); left > 0n; left -= 1n) {
        intervals.push({ first: reader.uint64(), last: reader.uint64() - 1n });
      }
      set.set(tag === '' ? uuid : `${uuid}:${tag}`, normalizeIntervals(intervals));
    }
    return reader.left === 0 ? set : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const countMask = 0x0fff_ffff; // the highest four bits are flags

/**
 * Gtid_list: the last sequence of each domain and server when MariaDB began the file. null where it can’t be read.
 * Source: MariaDB log_event.h, Gtid_list_log_event.
 */
export function gtidList(raw: Buffer): readonly MariadbGtid[] | null {
  try {
    const reader = new ByteReader(raw);
    const count = reader.uint(4) & countMask;
    return Array.from({ length: count }, () => ({
      domain: reader.uint(4),
      server: reader.uint(4),
      sequence: reader.uint64(),
    }));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
