import type { Socket } from 'node:net';
import type { Connection } from 'mysql2';

import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { connectionLost, late, statementFailed } from './failures.ts';
import { startLimit, within } from './limit.ts';
import type { DumpRequest } from './session.ts';

/** What mysql2's connection offers to its own commands and its types leave out. */
interface CommandConnection {
  addCommand(command: DumpCommand): void;
  writePacket(packet: OutgoingPacket): void;
  _resetSequenceId(): void;
}

interface OutgoingPacket {
  readonly buffer: Buffer;
  length(): number;
  writeHeader(sequenceId: number): void;
}

interface IncomingPacket {
  readonly buffer: Buffer;
  readonly offset: number;
  readonly end: number;
}

interface DumpCommand {
  readonly onResult: () => void;
  execute(packet: IncomingPacket | undefined, connection: CommandConnection): boolean;
}

const comBinlogDump = 0x12;
const nonBlocking = 0x01; // BINLOG_DUMP_NON_BLOCK: the server ends the dump where its log ends
const annotateRows = 0x02; // BINLOG_SEND_ANNOTATE_ROWS_EVENT, MariaDB only
const greatestOffset = 0xffff_ffff; // the command has four bytes for it
const highWater = 1 << 20; // bytes that may wait to be taken before the socket is paused

const okMarker = 0x00;
const endMarker = 0xfe;
const errorMarker = 0xff;

/**
 * Sends COM_BINLOG_DUMP and gives the events as they come, in batches, each as the bytes that follow the packet's
 * status byte. Ends where the log ends. The connection is of no use afterwards.
 *
 * It announces itself as server 0, as mysqlbinlog does: a server ends the dump of whoever has the same server_id or
 * uuid as a new one, save for 0 (sql_parse.cc, kill_zombie_dump_threads), so that no replica's dump is ever ended.
 */
export async function* dumpBinlog(
  parts: { readonly server: ServerId; readonly connection: Connection; readonly socket: Socket },
  request: DumpRequest,
): AsyncGenerator<readonly Buffer[], void, undefined> {
  const { server, connection, socket } = parts;
  if (request.offset > greatestOffset) {
    throw new SignalboxError('binlog-unreadable', `An offset above 4 GiB can’t be asked of ${server}.`, { server });
  }
  const inbox = new Inbox(connection);
  const onClose = (): void => inbox.fail(connectionLost(server, 'closed'));
  socket.once('close', onClose);
  (connection as unknown as CommandConnection).addCommand(dumpCommand(server, request, inbox));
  try {
    for (;;) {
      const batch = await nextBatch(server, inbox, request);
      if (batch === null) return;
      yield batch;
    }
  } finally {
    socket.off('close', onClose);
    socket.destroy();
  }
}

async function nextBatch(server: ServerId, inbox: Inbox, request: DumpRequest): Promise<readonly Buffer[] | null> {
  const limit = startLimit(request.silentWithinMs, request.signal);
  try {
    return await within(limit.signal, inbox.take(), () =>
      late(server, limit.cancelled(), request.silentWithinMs, 'its binary log'),
    );
  } finally {
    limit.end();
  }
}

function dumpCommand(server: ServerId, request: DumpRequest, inbox: Inbox): DumpCommand {
  let sent = false;
  return {
    onResult: () => inbox.fail(connectionLost(server, 'closed')),
    execute(packet, connection) {
      if (!sent) {
        sent = true;
        connection._resetSequenceId();
        connection.writePacket(dumpPacket(request));
        return false;
      }
      return packet === undefined ? false : take(server, packet.buffer.subarray(packet.offset, packet.end), inbox);
    },
  };
}

/** Takes one packet; true at the end of the dump. */
function take(server: ServerId, payload: Buffer, inbox: Inbox): boolean {
  const marker = payload[0];
  if (marker === okMarker) {
    inbox.add(payload.subarray(1));
    return false;
  }
  if (marker === endMarker) inbox.end();
  else if (marker === errorMarker) inbox.fail(refusal(server, payload));
  else inbox.fail(connectionLost(server, 'an answer that is no binary log'));
  return true;
}

function refusal(server: ServerId, payload: Buffer): SignalboxError {
  const text = payload.toString('utf8', 3);
  const sqlState = /^#(.{5})/.exec(text)?.[1] ?? 'HY000';
  const sqlMessage = text.replace(/^#.{5}/, '');
  return statementFailed(server, '', { message: sqlMessage, sqlMessage, errno: payload.readUInt16LE(1), sqlState });
}

function dumpPacket(request: DumpRequest): OutgoingPacket {
  const name = Buffer.from(request.file, 'utf8');
  const headerBytes = 4;
  const buffer = Buffer.alloc(headerBytes + 11 + name.length); // server_id stays 0
  buffer.writeUIntLE(11 + name.length, 0, 3);
  buffer.writeUInt8(comBinlogDump, 4);
  buffer.writeUInt32LE(request.offset, 5);
  buffer.writeUInt16LE(nonBlocking | (request.annotations ? annotateRows : 0), 9);
  name.copy(buffer, 15);
  return {
    buffer,
    length: () => buffer.length,
    writeHeader: (sequenceId) => void buffer.writeUInt8(sequenceId, 3),
  };
}

type State = { readonly kind: 'open' | 'ended' } | { readonly kind: 'failed'; readonly error: Error };

/** What has come and was not taken yet. While it is full the socket is paused, so that the server waits. */
class Inbox {
  readonly #connection: Connection;
  #waiting: Buffer[] = [];
  #bytes = 0;
  #paused = false;
  #state: State = { kind: 'open' };
  #wake: () => void = () => undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  add(event: Buffer): void {
    this.#waiting.push(event);
    this.#bytes += event.length;
    if (this.#bytes > highWater && !this.#paused) {
      this.#paused = true;
      this.#connection.pause();
    }
    this.#wake();
  }

  end(): void {
    this.#settle({ kind: 'ended' });
  }

  fail(error: Error): void {
    this.#settle({ kind: 'failed', error });
  }

  /** Everything that has come, or waits for more; null at the end. For one caller at a time. */
  async take(): Promise<readonly Buffer[] | null> {
    while (this.#waiting.length === 0) {
      if (this.#state.kind === 'failed') throw this.#state.error;
      if (this.#state.kind === 'ended') return null;
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      if (this.#paused) {
        this.#paused = false;
        this.#connection.resume();
      }
      await woken;
    }
    const batch = this.#waiting;
    this.#waiting = [];
    this.#bytes = 0;
    return batch;
  }

  #settle(state: State): void {
    if (this.#state.kind === 'open') this.#state = state;
    this.#wake();
  }
}
