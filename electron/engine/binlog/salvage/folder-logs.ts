import { join } from 'node:path';

import { SignalboxError } from '../../../../shared/domain/errors.ts';
import { formatPosition, hasReached, type BinlogPosition } from '../../../../shared/domain/position.ts';
import type { BinlogFile } from '../binlog-files.ts';
import type { BinlogEvent } from '../event.ts';
import type { LogSource, TornLog } from '../log-source.ts';
import { readFileFrom } from '../read-file.ts';
import type { EventBatches, ReadRequest } from '../read-server.ts';
import { folderFiles } from './folder-files.ts';
import { inUseFlag } from '../decode/header.ts';
import { logKind } from './log-kind.ts';
import { tornAt } from './torn.ts';

const firstOffset = 4;

/** The binary logs of a server that are available as files. `named`: see `folderFiles`. Nothing is read before it is asked for. */
export function folderLogs(folder: string, named: string | null = null): LogSource {
  return {
    name: folder,
    files: () => folderFiles(folder, named),
    read: (request, onTorn) => readFolder({ folder, named, request, onTorn: onTorn ?? (() => undefined) }),
  };
}

interface FolderRead {
  readonly folder: string;
  readonly named: string | null;
  readonly request: ReadRequest;
  readonly onTorn: (torn: TornLog) => void;
}

/**
 * @throws SignalboxError as `folderFiles`; `binlog-unreadable` where the folder does not have the file,
 *   `binlog-damaged`, `binlog-encrypted`, `cancelled`.
 */
async function* readFolder(read: FolderRead): EventBatches {
  const files = await folderFiles(read.folder, read.named);
  const { from, until } = read.request;
  const first = files.findIndex(({ file }) => file === from.file);
  const size = files[first]?.size;
  if (size === undefined || from.offset > size) throw notThere(read.folder, from);
  for (const [index, file] of files.entries()) {
    if (index < first) continue;
    const offset = index === first ? Math.max(firstOffset, from.offset) : firstOffset;
    for await (const batch of readOne(read, file, { offset, last: index === files.length - 1 })) {
      const beyond = until === null ? -1 : batch.findIndex((event) => isBeyond(event, until));
      if (beyond < 0) yield batch;
      else {
        yield batch.slice(0, beyond);
        return;
      }
    }
  }
}

function isBeyond(event: BinlogEvent, until: BinlogPosition): boolean {
  return event.body.kind !== 'format' && hasReached(event.position, until);
}

/** One file, up to where its server stopped writing it. */
async function* readOne(
  read: FolderRead,
  { file, size }: BinlogFile,
  { offset, last }: { readonly offset: number; readonly last: boolean },
): EventBatches {
  const path = join(read.folder, file);
  if (last && (await logKind(path)) === 'empty') {
    if (size > 0) read.onTorn({ at: { file, offset: 0 }, bytes: size, because: 'empty space' });
    return;
  }
  let end = 0;
  let inUse = false;
  let failure: SignalboxError | null = null;
  try {
    for await (const batch of readFileFrom(path, offset, read.request.signal)) {
      const format = batch.find(({ body }) => body.kind === 'format');
      if (format !== undefined) inUse = (format.bytes.readUInt16LE(17) & inUseFlag) !== 0;
      end = batch.at(-1)?.end ?? end;
      yield batch;
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
    failure = error;
    end = Number(error.details['offset']);
  }
  end = Math.max(end, end === 0 ? 0 : offset);
  if (end >= size) return;
  const torn = await tornAt(path, { position: { file, offset: end }, size, checked: failure !== null });
  if (torn === null) throw failure ?? damagedAt({ file, offset: end });
  // A file that was closed, and has another after it, did not end in a crash: it was cut by whoever copied it.
  if (!last && !inUse) throw cutOff(torn.at);
  read.onTorn(torn);
}

function isDamage(error: unknown): error is SignalboxError {
  return error instanceof SignalboxError && error.code === 'binlog-damaged';
}

function damagedAt({ file, offset }: BinlogPosition): SignalboxError {
  return new SignalboxError('binlog-damaged', `No event starts at ${file}:${String(offset)}.`, {
    details: { file, offset },
  });
}

function cutOff(at: BinlogPosition): SignalboxError {
  const message = `${at.file} is cut off at ${formatPosition(at)}, although its server had closed it: copy it again.`;
  return new SignalboxError('binlog-damaged', message, { details: { file: at.file, offset: at.offset } });
}

function notThere(folder: string, { file, offset }: BinlogPosition): SignalboxError {
  return new SignalboxError('binlog-unreadable', `${folder} does not have ${file}:${String(offset)}.`, {
    details: { folder, file, offset },
  });
}
