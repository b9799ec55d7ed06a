import { SignalboxError } from '../../../shared/domain/errors.ts';
import { fileNumber, hasReached, type BinlogPosition } from '../../../shared/domain/position.ts';
import { parseVersion } from '../../../shared/domain/server.ts';
import type { ConnectionTarget, DumpConnector, DumpSession } from '../connections/session.ts';
import { EventDecoder } from './decode/event-decoder.ts';
import { eventType } from './decode/event-types.ts';
import { artificialFlag, readHeader } from './decode/header.ts';
import type { BinlogEvent } from './event.ts';

/** A server whose binary log is read, as an account with REPLICATION SLAVE. */
export interface BinlogServer {
  readonly connector: DumpConnector;
  readonly target: ConnectionTarget;
  readonly bounds: {
    readonly connectWithinMs: number; // ms
    readonly statementWithinMs: number; // ms
    /** How long it may send nothing while its log is read. */
    readonly silentWithinMs: number; // ms
  };
}

export interface ReadRequest {
  readonly from: BinlogPosition;
  /** Ends before the first event that starts here or later; null: where the log ends. */
  readonly until: BinlogPosition | null;
  readonly signal?: AbortSignal;
}

/** Events in batches, in the order of the log. Batches are what came at once: to be used up before the next is asked for. */
export type EventBatches = AsyncGenerator<readonly BinlogEvent[], void, undefined>;

/**
 * A server's binary log from a place on, over the files that follow, until its end as it is then. Checksums are
 * verified. Memory holds about 1 MB, or the largest event; leaving early ends the connection.
 *
 * @throws SignalboxError `binlog-unreadable` where the server can't read there, `binlog-damaged`,
 *   `binlog-access-denied`, and as `Connector.open`.
 */
export async function* readServerEvents(server: BinlogServer, request: ReadRequest): EventBatches {
  const session = await openForReading(server, request.signal);
  try {
    yield* readSessionEvents(session, server, request);
  } finally {
    await session.close();
  }
}

/** A session that may be asked for its binary log; whoever opens it closes it. */
export function openForReading(server: BinlogServer, signal: AbortSignal | undefined): Promise<DumpSession> {
  const { connectWithinMs } = server.bounds;
  return server.connector.openForDump(server.target, { connectWithinMs, ...(signal && { signal }) });
}

async function* readSessionEvents(session: DumpSession, server: BinlogServer, request: ReadRequest): EventBatches {
  const annotations = await announce(session, server, request.signal);
  const { file, offset } = request.from;
  const { silentWithinMs } = server.bounds;
  const place = new Place(request.from);
  const decoder = new EventDecoder();
  try {
    const batches = session.dumpBinlog({
      file,
      offset,
      annotations,
      silentWithinMs,
      ...(request.signal && { signal: request.signal }),
    });
    for await (const batch of batches) {
      const events: BinlogEvent[] = [];
      for (const bytes of batch) {
        const event = place.follow(decoder.decode(bytes, place.of(bytes)));
        if (request.until !== null && !event.artificial && hasReached(event.position, request.until)) {
          yield events;
          return;
        }
        events.push(event);
      }
      yield events;
    }
  } catch (error) {
    throw readable(error, server.target.server, request.from);
  }
}

/**
 * Tells the server what this reader understands: checksums as they are stored, and MariaDB's own events. Names of the
 * other generation are only unknown user variables to a server. Source: MySQL rpl_binlog_sender.cc, MariaDB sql_repl.cc.
 */
async function announce(session: DumpSession, server: BinlogServer, signal: AbortSignal | undefined): Promise<boolean> {
  const options = { withinMs: server.bounds.statementWithinMs, ...(signal && { signal }) };
  const [row] = await session.query('SELECT VERSION() AS version', options);
  const mariadb = parseVersion(String(row?.['version'])).family === 'mariadb';
  const capability = mariadb ? ', @mariadb_slave_capability = 4' : '';
  await session.query(`SET @master_binlog_checksum = 'CRC32', @source_binlog_checksum = 'CRC32'${capability}`, options);
  return mariadb;
}

const fourGiB = 2 ** 32;

/** Where in the log the events are that come: the file from the sender's rotate events, the offset from their headers. */
class Place {
  #file: string;
  #offset: number;

  constructor(from: BinlogPosition) {
    this.#file = from.file;
    this.#offset = from.offset;
  }

  /** Where an event starts; headers have only the lowest four bytes of it. */
  of(bytes: Buffer): BinlogPosition {
    const header = readHeader(bytes);
    if (header.nextOffset === 0 || (header.flags & artificialFlag) !== 0) return this.#here();
    const start = header.nextOffset - header.size;
    const wraps = Math.max(0, Math.round((this.#offset - start) / fourGiB));
    return { file: this.#file, offset: start + wraps * fourGiB };
  }

  follow(event: BinlogEvent): BinlogEvent {
    if (event.body.kind === 'rotate') {
      const { next } = event.body;
      if (event.artificial || fileNumber(next.file) > fileNumber(this.#file)) {
        this.#file = next.file;
        this.#offset = next.offset;
      }
    } else if (!event.artificial && event.typeCode !== eventType.heartbeat) this.#offset = event.end;
    return event.artificial ? { ...event, end: event.position.offset } : event;
  }

  #here(): BinlogPosition {
    return { file: this.#file, offset: this.#offset };
  }
}

const cantReadNumbers = new Set([1236, 13114]); // ER_MASTER_FATAL_ERROR_READING_BINLOG; its number since MySQL 8.0
const deniedNumbers = new Set([1045, 1227]);

function readable(error: unknown, server: string, from: BinlogPosition): unknown {
  if (!(error instanceof SignalboxError) || error.code !== 'server-statement-failed') return error;
  const number = Number(error.details['number']);
  const context = { server, cause: error, details: { ...error.details, file: from.file, offset: from.offset } };
  if (cantReadNumbers.has(number)) return new SignalboxError('binlog-unreadable', error.message, context);
  if (!deniedNumbers.has(number)) return error;
  return new SignalboxError(
    'binlog-access-denied',
    `Reading the binary log of ${server} needs the privilege REPLICATION SLAVE.`,
    context,
  );
}
