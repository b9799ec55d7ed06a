import { open } from 'node:fs/promises';
import { basename } from 'node:path';

import { SignalboxError } from '../../../../shared/domain/errors.ts';
import { eventType } from '../decode/event-types.ts';
import { headerBytes, readHeader, relayFlag } from '../decode/header.ts';

export type LogKind = 'binary log' | 'relay log' | 'no log' | 'empty';

const magicBytes = 4;
const binaryMagic = 'fe62696e';
const encryptedMagic = 'fd62696e'; // MySQL 8.0.14+, binlog_encryption

/**
 * What a file is, by its first bytes. `empty`: it ends before it says so, as the newest of a crashed server may.
 * @throws SignalboxError `binlog-unreadable` where it can't be opened, `binlog-encrypted`.
 */
export async function logKind(path: string): Promise<LogKind> {
  const bytes = await firstBytes(path, magicBytes + headerBytes);
  const magic = bytes.toString('hex', 0, magicBytes);
  if (magic === encryptedMagic) {
    throw new SignalboxError('binlog-encrypted', `${basename(path)} is encrypted: only its server can read it.`, {
      details: { file: basename(path) },
    });
  }
  if (bytes.length < magicBytes || bytes.every((byte) => byte === 0)) return 'empty';
  if (magic !== binaryMagic) return 'no log';
  if (bytes.length < magicBytes + headerBytes) return 'empty';
  const { typeCode, flags } = readHeader(bytes.subarray(magicBytes));
  if (typeCode !== eventType.format) return 'no log';
  return (flags & relayFlag) === 0 ? 'binary log' : 'relay log';
}

async function firstBytes(path: string, count: number): Promise<Buffer> {
  try {
    await using handle = await open(path, 'r');
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SignalboxError('binlog-unreadable', `The log file can’t be opened: ${why}.`, { cause: error });
  }
}
