import type { BinlogServer } from './read-server.ts';
import { openForReading } from './read-server.ts';

/** A binary log file that a server still has. */
export interface BinlogFile {
  readonly file: string;
  readonly size: number; // bytes; of the newest: as far as it is written now
}

/**
 * The server's binary logs, oldest first; none where it writes none.
 * @throws SignalboxError as `Connector.open` and `Session.query`.
 */
export async function binlogFiles(server: BinlogServer, signal?: AbortSignal): Promise<readonly BinlogFile[]> {
  const session = await openForReading(server, signal);
  try {
    const options = { withinMs: server.bounds.statementWithinMs, ...(signal && { signal }) };
    const [on] = await session.query('SELECT @@log_bin AS logs', options);
    if (Number(on?.['logs']) !== 1) return [];
    const rows = await session.query('SHOW BINARY LOGS', options);
    return rows.map((row) => ({ file: String(row['Log_name']), size: Number(row['File_size']) }));
  } finally {
    await session.close();
  }
}
