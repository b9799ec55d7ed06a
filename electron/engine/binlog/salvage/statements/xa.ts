import { ByteReader } from '../../decode/byte-reader.ts';
import { headerBytes } from '../../decode/header.ts';
import type { InnerEvent } from '../../event.ts';

/** `X'78',X'',1`, as XA statements take it and both families print it. */
export function formatXid(gtrid: Buffer, bqual: Buffer, formatId: number): string {
  return `X'${gtrid.toString('hex')}',X'${bqual.toString('hex')}',${String(formatId)}`;
}

/** The XID of an XA_prepare event. Source: MySQL control_events.h, XA_prepare_event; the same on MariaDB. */
export function preparedXid(event: InnerEvent): string {
  const reader = new ByteReader(event.bytes.subarray(headerBytes));
  reader.skip(1);
  const formatId = reader.uint(4);
  const lengths = { gtrid: reader.uint(4), bqual: reader.uint(4) };
  return formatXid(reader.bytes(lengths.gtrid), reader.bytes(lengths.bqual), formatId);
}

const groupCommitFlag = 2;
const xaFlags = 64 | 128;

/** The XID that MariaDB’s GTID event names; null where it names none. Source: MariaDB log_event.cc, Gtid_log_event. */
export function mariadbXid(event: InnerEvent): string | null {
  const reader = new ByteReader(event.bytes.subarray(headerBytes));
  reader.skip(8 + 4);
  const flags = reader.uint8();
  if ((flags & xaFlags) === 0) return null;
  if ((flags & groupCommitFlag) !== 0) reader.skip(8);
  const formatId = reader.uint(4);
  const lengths = { gtrid: reader.uint8(), bqual: reader.uint8() };
  return formatXid(reader.bytes(lengths.gtrid), reader.bytes(lengths.bqual), formatId);
}

/** `XA COMMIT X'78',X'',1` → the XID; null for other statements. */
export function endedXid(sql: string): string | null {
  return (
    /^\s*XA\s+(?:COMMIT|ROLLBACK)\s+(X'[0-9a-f]*',X'[0-9a-f]*',\d+)\s*(?:ONE PHASE)?\s*$/i
      .exec(sql)?.[1]
      ?.toLowerCase() ?? null
  );
}
