import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import { archiveKind, headBytes } from './archive-kind.ts';
import type { ArchiveKind } from './archive-kind.ts';
import { assertText } from './assert-text.ts';
import { directoryRefusal } from './directory.ts';
import type { DumpInput, DumpSource, OpenDumpOptions } from './dump-source.ts';
import { FileBytes, StreamBytes } from './stored-bytes.ts';
import type { StoredBytes } from './stored-bytes.ts';
import { unpackGzip, unpackZstd } from './unpack.ts';
import { unpackByProgram } from './unpack-by-program.ts';

/**
 * Opens a dump and says how it is stored. Nothing but its first bytes is read before `chunks` is.
 * @throws SignalboxError `dump-unreadable`; `dump-unsupported` for directories of other tools.
 */
export async function openDump(input: DumpInput, options: OpenDumpOptions = {}): Promise<DumpSource> {
  return input.kind === 'file' ? openFile(input.path, options) : openStream(input, options);
}

async function openFile(path: string, options: OpenDumpOptions): Promise<DumpSource> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  try {
    const stat = await file.stat();
    if (stat.isDirectory()) throw await directoryRefusal(path);
    if (!stat.isFile()) return await openStream({ stream: file.createReadStream(), name: path }, options);
    const head = Buffer.alloc(headBytes);
    const { bytesRead } = await file.read(head, 0, headBytes, 0);
    const archive = archiveKind(head.subarray(0, bytesRead));
    const close = () => closeFile(file);
    return source({ name: path, archive, storedBytes: stat.size, stored: new FileBytes(file), close }, options);
  } catch (error) {
    await closeFile(file);
    throw error;
  }
}

async function closeFile(file: FileHandle): Promise<void> {
  await file.close().catch(() => undefined);
}

async function openStream(
  { stream, name }: Pick<DumpInput & { kind: 'stream' }, 'stream' | 'name'>,
  options: OpenDumpOptions,
): Promise<DumpSource> {
  const rest = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let head: Buffer = Buffer.alloc(0);
  while (head.length < headBytes) {
    const next = await rest.next().catch((cause: unknown) => {
      throw unreadable(name, cause);
    });
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  const close = () => Promise.resolve(void stream.destroy());
  const stored = new StreamBytes(head, rest);
  return source({ name, archive: archiveKind(head), storedBytes: null, stored, close }, options);
}

interface Opened {
  readonly name: string;
  readonly archive: ArchiveKind;
  readonly storedBytes: number | null;
  readonly stored: StoredBytes;
  readonly close: () => Promise<void>;
}

function source(opened: Opened, options: OpenDumpOptions): DumpSource {
  const { name, archive, storedBytes, stored, close } = opened;
  return {
    name,
    archive,
    storedBytes,
    get readBytes() {
      return stored.readBytes;
    },
    chunks: () => checked(opened, options),
    close,
  };
}

async function* checked(
  opened: Opened,
  { signal, programs }: OpenDumpOptions,
): AsyncGenerator<Buffer, void, undefined> {
  const stop = () => void opened.close();
  signal?.addEventListener('abort', stop);
  let isFirst = true;
  try {
    for await (const chunk of unpacked(opened, programs)) {
      signal?.throwIfAborted();
      if (isFirst) assertText(chunk, opened.name);
      isFirst = false;
      yield chunk;
    }
    signal?.throwIfAborted();
    if (isFirst) assertText(Buffer.alloc(0), opened.name);
  } catch (error) {
    if (signal?.aborted === true) throw new SignalboxError('cancelled', `Reading ${opened.name} was cancelled.`);
    throw error instanceof SignalboxError ? error : unreadable(opened.name, error);
  } finally {
    signal?.removeEventListener('abort', stop);
    await opened.close();
  }
}

function unpacked(
  { archive, stored, name }: Opened,
  programs: OpenDumpOptions['programs'],
): AsyncGenerator<Buffer, void, undefined> {
  switch (archive) {
    case 'plain':
      return stored.chunks(false);
    case 'gzip':
      return unpackGzip(stored, name);
    case 'zstd':
      return unpackZstd(stored, name);
    case 'bzip2':
      return unpackByProgram(programs?.bzip2 ?? 'bzip2', stored, name);
    case 'xz':
      return unpackByProgram(programs?.xz ?? 'xz', stored, name);
  }
}

function unreadable(name: string, cause: unknown): unknown {
  if (!(cause instanceof Error) || !('code' in cause) || !('syscall' in cause)) return cause;
  return new SignalboxError('dump-unreadable', `${name} can’t be read: ${cause.message}`, {
    details: { path: name },
    cause,
  });
}
