import { SignalboxError } from '../../../../shared/domain/errors.ts';
import { formatPosition, type BinlogPosition } from '../../../../shared/domain/position.ts';
import type { BinlogEvent, EventBody, InnerEvent, TableMapBody } from '../event.ts';
import { decodeBody } from './body.ts';
import { eventType } from './event-types.ts';
import {
  artificialFlag,
  checksumBytes,
  checksumHolds,
  formatChecksumHolds,
  headerBytes,
  readHeader,
  relayFlag,
  type EventHeader,
} from './header.ts';
import { unpackPayload } from './payload.ts';

type FormatBody = Extract<EventBody, { readonly kind: 'format' }>;

/** Whole events one after another → decoded, with checksums verified. It remembers the format and the table maps. */
export class EventDecoder {
  readonly #maps = new Map<number, TableMapBody>();
  readonly #stored: boolean;
  #isRelayLog = false;
  #checksum: FormatBody['checksum'] = 'none';

  /** `stored`: events come from a file, where only relay logs have what a sender made. */
  constructor({ stored = false }: { readonly stored?: boolean } = {}) {
    this.#stored = stored;
  }

  /**
   * @param bytes One whole event.
   * @param position Where it starts in the log that is read.
   * @throws SignalboxError `binlog-damaged` where checksum or content are not as they must be.
   */
  decode(bytes: Buffer, position: BinlogPosition): BinlogEvent {
    try {
      const header = readHeader(bytes);
      const stored = this.#unchecked(bytes, header);
      if (stored === null) throw damaged(position, 'its checksum does not fit its content');
      return {
        position,
        end: position.offset + header.size,
        timestamp: header.timestamp,
        serverId: header.serverId,
        typeCode: header.typeCode,
        artificial: isArtificial(header),
        bytes: stored,
        body: this.#body(stored, header),
      };
    } catch (error) {
      if (error instanceof SignalboxError) throw error;
      throw damaged(position, error instanceof Error ? error.message : String(error));
    }
  }

  /** The event without its checksum; null where that does not fit. A format description keeps its own. */
  #unchecked(bytes: Buffer, header: EventHeader): Buffer | null {
    if (header.typeCode === eventType.format) return readFormat(bytes) === null ? null : bytes;
    const mayBeSenders = !this.#stored || this.#isRelayLog;
    const checked = mayBeSenders && isSendersRotate(header) ? checksumHolds(bytes) : this.#checksum === 'crc32';
    if (!checked) return bytes;
    return checksumHolds(bytes) ? bytes.subarray(0, bytes.length - checksumBytes) : null;
  }

  #body(stored: Buffer, header: EventHeader): EventBody {
    const format = header.typeCode === eventType.format ? readFormat(stored) : null;
    if (format === null) return this.#decode(stored.subarray(headerBytes), header);
    this.#checksum = format.checksum;
    this.#isRelayLog ||= (header.flags & relayFlag) !== 0;
    return format;
  }

  #decode(content: Buffer, header: EventHeader): EventBody {
    const { typeCode, serverId } = header;
    if (typeCode === eventType.transactionPayload) return { kind: 'payload', events: this.#inner(content) };
    const body = decodeBody(content, { typeCode, serverId, maps: this.#maps });
    if (body.kind === 'table-map') this.#maps.set(body.tableId, body);
    else if (body.kind === 'rows' && body.endsStatement) this.#maps.clear();
    return body;
  }

  #inner(content: Buffer): InnerEvent[] | null {
    const unpacked = unpackPayload(content);
    if (unpacked === null) return null;
    const events: InnerEvent[] = [];
    for (let at = 0; at < unpacked.length;) {
      const header = readHeader(unpacked.subarray(at));
      const bytes = unpacked.subarray(at, at + header.size);
      if (header.size < headerBytes || bytes.length < header.size) throw new RangeError('an event inside is cut off');
      const { timestamp, serverId, typeCode } = header;
      const body = this.#decode(bytes.subarray(headerBytes), header);
      events.push({ timestamp, serverId, typeCode, bytes, body });
      at += header.size;
    }
    return events;
  }
}

/** Where a sender says which file comes, it has a checksum or not as the receiver asked or the file before had. */
function isSendersRotate(header: EventHeader): boolean {
  return header.typeCode === eventType.rotate && isArtificial(header);
}

function isArtificial(header: EventHeader): boolean {
  return (header.flags & artificialFlag) !== 0 || header.nextOffset === 0;
}

const serverVersionBytes = 50;
const longestWithout = headerBytes + 57 + 27; // bytes, a format description of the 27 event types before checksums

/** The version of its server that a format description names. */
export function formatVersion(bytes: Buffer): string {
  return bytes.toString('latin1', headerBytes + 2, headerBytes + 2 + serverVersionBytes).replace(/\0.*$/s, '');
}

/**
 * Does a format description say how the events after it are checked, in the byte before its own checksum? Servers before
 * MySQL 5.6.1 and MariaDB 5.3 wrote neither. A longer one has both, whatever a changed byte makes of its version.
 */
export function formatHasChecksum(bytes: Buffer): boolean {
  return bytes.length > longestWithout || hasChecksums(formatVersion(bytes));
}

/** null: its checksum is wrong. Source: MySQL control_events.h. */
function readFormat(bytes: Buffer): FormatBody | null {
  const serverVersion = formatVersion(bytes);
  if (!formatHasChecksum(bytes)) return { kind: 'format', serverVersion, checksum: 'none' };
  if (!formatChecksumHolds(bytes)) return null;
  const algorithm = bytes.readUInt8(bytes.length - checksumBytes - 1);
  return { kind: 'format', serverVersion, checksum: algorithm === 1 ? 'crc32' : 'none' };
}

function hasChecksums(serverVersion: string): boolean {
  const [major = 0, minor = 0, patch = 0] = serverVersion.split(/[.-]/).map(Number);
  if (/mariadb/i.test(serverVersion)) return major > 5 || (major === 5 && minor >= 3);
  return major > 5 || (major === 5 && (minor > 6 || (minor === 6 && patch >= 1)));
}

function damaged(position: BinlogPosition, why: string): SignalboxError {
  return new SignalboxError('binlog-damaged', `The event at ${formatPosition(position)} is damaged: ${why}.`, {
    details: { file: position.file, offset: position.offset },
  });
}
