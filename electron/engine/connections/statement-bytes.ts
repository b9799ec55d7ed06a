import mysql, { type Connection, type QueryError } from 'mysql2';

/** What mysql2's connection and its commands have and its types leave out. */
interface CommandConnection {
  readonly stream: { cork(): void; uncork(): void };
  /** Of the next packet. */
  readonly sequenceId: number;
  addCommand(command: QueryCommand): void;
  write(bytes: Buffer): void;
  _bumpSequenceId(packets: number): void;
}

interface QueryCommand {
  /** Sends the statement and gives the state that reads the answer. */
  start(packet: unknown, connection: CommandConnection): unknown;
}

interface OutgoingPacket {
  readonly buffer: Buffer;
}

interface CreatesQueries {
  createQuery(
    sql: string,
    values: readonly unknown[],
    onResult: (error: QueryError | null, result: unknown) => void,
    config: unknown,
  ): QueryCommand;
}

const headerBytes = 4; // three of length, one of sequence
const mostInPacket = 0xff_ffff; // bytes; one that is full is followed by another, also by an empty one

/**
 * Sends a statement as it is, whatever the session's character set: mysql2 takes texts only, of 512 MB at most, and
 * looks each one through for placeholders. Everything but the packets is mysql2's own. The bytes must not change before
 * the answer is there.
 */
export function sendBytes(
  connection: Connection,
  sql: Buffer,
  onResult: (error: QueryError | null, result: unknown) => void,
): void {
  const command = (mysql.Connection as unknown as CreatesQueries).createQuery('', [], onResult, connection.config);
  const start = command.start.bind(command);
  command.start = (packet, own) => {
    const writePacket = (empty: OutgoingPacket): void => write(own, empty.buffer.subarray(headerBytes), sql);
    return start(packet, Object.create(own, { writePacket: { value: writePacket } }) as CommandConnection);
  };
  (connection as unknown as CommandConnection).addCommand(command);
}

/** `command`: what the protocol has before the statement. */
function write(connection: CommandConnection, command: Buffer, sql: Buffer): void {
  connection.stream.cork();
  for (let sent = 0, part = command, isLast = false; !isLast; part = Buffer.alloc(0)) {
    const until = Math.min(sql.length, sent + mostInPacket - part.length);
    const length = part.length + until - sent;
    const head = Buffer.allocUnsafe(headerBytes);
    head.writeUIntLE(length, 0, 3);
    head.writeUInt8(connection.sequenceId, 3);
    connection._bumpSequenceId(1);
    connection.write(Buffer.concat([head, part]));
    if (until > sent) connection.write(sql.subarray(sent, until));
    sent = until;
    isLast = length < mostInPacket;
  }
  connection.stream.uncork();
}
