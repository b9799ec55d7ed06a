import type { Readable } from 'node:stream';
import type { ArchiveKind } from './archive-kind.ts';

/** Where a dump comes from: a file, or a stream (standard input) with a name for messages. */
export type DumpInput =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'stream'; readonly stream: Readable; readonly name: string };

export interface OpenDumpOptions {
  readonly signal?: AbortSignal;
  /** Programs that unpack, by file name or path; default `bzip2` and `xz` of the PATH. */
  readonly programs?: { readonly bzip2?: string; readonly xz?: string };
}

/** An opened dump. */
export interface DumpSource {
  /** For messages: the path, or the stream's name. */
  readonly name: string;
  readonly archive: ArchiveKind;
  /** Of the file as stored; null where it is not known. */
  readonly storedBytes: number | null;
  /** Stored bytes taken so far. */
  readonly readBytes: number;
  /**
   * The unpacked bytes, once, as fast as they are taken. A chunk is valid until the next one is asked for. Leaving the
   * loop early closes the source.
   * @throws SignalboxError `dump-not-sql` at the first chunk; `dump-truncated`, `dump-damaged` (details: offset in the
   *   stored file), `dump-program-missing`, `dump-unreadable`, `cancelled`.
   */
  chunks(): AsyncGenerator<Buffer, void, undefined>;
  /** Lets go of the file and of programs, whatever was read. Never rejects. */
  close(): Promise<void>;
}
