import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { pipeline, Readable } from 'node:stream';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import type { StoredBytes } from './stored-bytes.ts';

const longestWords = 2000; // characters of what a program says

/** Unpacks with a program of this machine, which reads standard input and writes standard output; no shell. */
export async function* unpackByProgram(
  program: string,
  stored: StoredBytes,
  name: string,
): AsyncGenerator<Buffer, void, undefined> {
  const child = spawn(program, ['-d', '-c'], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = endOf(child, program, name);
  ended.catch(() => undefined); // awaited below, or left behind with the loop
  let failure: NodeJS.ErrnoException | null = null;
  pipeline(Readable.from(stored.chunks(true), { objectMode: false }), child.stdin, (error) => {
    failure = error ?? null;
  });
  try {
    for await (const chunk of child.stdout) yield chunk as Buffer;
    await ended;
    const reading = failure as NodeJS.ErrnoException | null;
    if (reading !== null && reading.code !== 'EPIPE') throw reading;
  } finally {
    child.kill('SIGKILL');
    child.stdin.destroy();
  }

  /** Until the program has ended well; rejects with what it says. */
  async function endOf(process: ChildProcessWithoutNullStreams, file: string, of: string): Promise<void> {
    let words = '';
    process.stderr.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(0, longestWords);
    });
    const code = await new Promise<number | null>((resolve, reject) => {
      process.once('error', (cause) => reject(missing(file, of, cause)));
      process.once('close', resolve);
    });
    if (code !== 0) throw programFailure(words.trim(), stored.readBytes, of);
  }
}

function missing(program: string, name: string, cause: unknown): SignalboxError {
  const message = `${name} is unpacked by ${program}, which is not to be found on this machine. Install it, or unpack the file first.`;
  return new SignalboxError('dump-program-missing', message, { details: { program }, cause });
}

function programFailure(words: string, offset: number, name: string): SignalboxError {
  const isShort = /unexpected end|ends unexpectedly|unexpected EOF/i.test(words);
  const code = isShort ? 'dump-truncated' : 'dump-damaged';
  const what = isShort ? 'ends too early' : 'does not unpack: the archive is corrupt';
  return new SignalboxError(code, `${name} ${what} (before byte ${String(offset)} of the file).`, {
    details: { offset, words },
  });
}
