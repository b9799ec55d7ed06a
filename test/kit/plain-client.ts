import { createConnection } from 'mysql2/promise';
import type { Connection, ConnectionOptions, RowDataPacket } from 'mysql2/promise';

/** A row as tests see it: everything a number can't hold exactly is text. */
export type PlainRow = Readonly<Record<string, string | number | null>>;

const common: ConnectionOptions = {
  supportBigNumbers: true,
  bigNumberStrings: false,
  dateStrings: true,
  connectTimeout: 5000,
  multipleStatements: false,
};

/** Opens a plain mysql2 connection, which no product code has a hand in. Broken ones stay silent until used. */
export async function connectPlainly(options: ConnectionOptions): Promise<Connection> {
  const connection = await createConnection({ ...common, ...options });
  connection.on('error', () => undefined);
  return connection;
}

/** Sends one statement; rejects after `withinMs` (the connection is then of no more use). */
export async function queryPlainly(connection: Connection, sql: string, withinMs = 15_000): Promise<PlainRow[]> {
  const [rows] = await connection.query<RowDataPacket[]>({ sql, timeout: withinMs });
  return Array.isArray(rows) ? rows : [];
}

/** The MySQL error number of something thrown by a query; 0 when the server is not what refused. */
export function errorNumber(error: unknown): number {
  return error instanceof Error && 'errno' in error && typeof error.errno === 'number' && error.errno > 0
    ? error.errno
    : 0;
}

/** Read-only (1290, 1836, 1792), lock wait (1205), deadlock (1213): the server says that nothing was done. */
const refusals: readonly number[] = [1290, 1836, 1792, 1205, 1213];

/** Did the server refuse, so that what was asked has certainly not happened? */
export function isRefusal(error: unknown): boolean {
  return refusals.includes(errorNumber(error));
}
