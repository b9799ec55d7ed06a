import type { Connection, QueryError } from 'mysql2';

/** What mysql2's connection has and its types leave out: the character set by which it turns texts into bytes. */
interface CharsetConfig {
  charsetNumber: number;
}

const binaryCharset = 63; // one byte a character

/**
 * Sends a statement as it is, whatever the session's character set. mysql2 takes texts only and looks at the character
 * set when the statement's turn comes; statements of a session are sent one after another, so that it is at once.
 */
export function sendBytes(
  connection: Connection,
  sql: Buffer,
  onResult: (error: QueryError | null, result: unknown) => void,
): void {
  const config = connection.config as unknown as CharsetConfig;
  const usual = config.charsetNumber;
  config.charsetNumber = binaryCharset;
  connection.query(sql.toString('latin1'), (error: QueryError | null, result: unknown) => {
    config.charsetNumber = usual;
    onResult(error, result);
  });
}
