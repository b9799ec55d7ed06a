import { open } from 'node:fs/promises';
import { SignalboxError } from '../../../../shared/domain/errors.ts';

const mostBytes = 64 * 1024 * 1024; // of its end

/** The end of an error log that was copied to this machine. @throws SignalboxError `bad-usage` when it can't be read */
export async function readErrorLogFile(path: string): Promise<string> {
  try {
    await using file = await open(path, 'r');
    const { size } = await file.stat();
    const length = Math.min(size, mostBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8', 0, bytesRead);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SignalboxError('bad-usage', `The error log can't be read: ${why}`);
  }
}
