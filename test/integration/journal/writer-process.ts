import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('writer.ts', import.meta.url));

/** A running `writer.ts`, and the lines that it has said. */
export interface WriterProcess {
  readonly lines: readonly string[];
  /** Resolves when it has said `count` lines, or has ended. */
  said(count: number): Promise<void>;
  /** Kills it the hard way and waits until it is gone and all that it said has been read. */
  kill(): Promise<void>;
  ended(): Promise<void>;
}

/** `limitBlocks`: the largest file that it may write, in blocks of 512 bytes (ulimit -f), as on a full disk. */
export function startWriter(args: readonly string[], limitBlocks: number | null = null): WriterProcess {
  const child =
    limitBlocks === null
      ? spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'ignore'] })
      : spawn('sh', ['-c', `ulimit -f ${String(limitBlocks)}; exec "$@"`, 'sh', process.execPath, script, ...args], {
          stdio: ['ignore', 'pipe', 'ignore'],
        });
  return watched(child);
}

function watched(child: ChildProcess): WriterProcess {
  if (child.stdout === null) throw new Error('the writer has no output');
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  const read = Promise.all([once(reader, 'close'), once(child, 'close')]);
  const ended = async (): Promise<void> => {
    await read;
  };
  return {
    lines,
    ended,
    async said(count) {
      while (lines.length < count && child.exitCode === null && child.signalCode === null) {
        await Promise.race([once(reader, 'line'), read]);
      }
    },
    async kill() {
      child.kill('SIGKILL');
      await read;
    },
  };
}
