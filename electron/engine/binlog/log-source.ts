import { binlogFiles, type BinlogFile } from './binlog-files.ts';
import type { EventBatches, BinlogServer, ReadRequest } from './read-server.ts';
import { readServerEvents } from './read-server.ts';
import type { BinlogPosition } from '../../../shared/domain/position.ts';

/** Where a server's binary logs can be read: from the server while it answers, or from a folder that has its files. */
export interface LogSource {
  /** For messages: a server's id, or the folder. */
  readonly name: string;
  /** Oldest first. */
  files(signal?: AbortSignal): Promise<readonly BinlogFile[]>;
  /**
   * From a place on, which must be a boundary, over the files that follow. Checksums are verified; where reading starts
   * inside a file, its format description comes first.
   */
  read(request: ReadRequest, onTorn?: (torn: TornLog) => void): EventBatches;
}

/** A file that its server did not finish: what is after the place was never a whole event. */
export interface TornLog {
  /** Right after the last whole event. */
  readonly at: BinlogPosition;
  readonly bytes: number; // left out
  readonly because: 'event cut off' | 'event not written through' | 'empty space';
}

/** A server's own logs, as long as it answers. */
export function serverLogs(server: BinlogServer): LogSource {
  return {
    name: server.target.server,
    files: (signal) => binlogFiles(server, signal),
    read: (request) => readServerEvents(server, request),
  };
}
