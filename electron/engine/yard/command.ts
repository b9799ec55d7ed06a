import { spawn } from 'node:child_process';
import { SignalboxError } from '../../../shared/domain/errors.ts';

/** A program with the arguments that always come first (a loader and its library path, say). */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}

export interface RunOptions {
  readonly timeoutMs: number; // ms
  readonly signal?: AbortSignal | undefined;
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

export interface RunResult {
  /** null when the program was ended by a signal. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command with more arguments behind it. */
export function withArguments(command: Command, ...args: readonly string[]): Command {
  return { file: command.file, args: [...command.args, ...args] };
}

/**
 * Runs a program to its end, in a process group of its own so that a time-out or an abort ends its children too.
 * @throws SignalboxError `cancelled` on abort, `yard-failed` when it can't be started or takes longer than `timeoutMs`.
 */
export async function runCommand(command: Command, options: RunOptions): Promise<RunResult> {
  const { signal, timeoutMs } = options;
  if (signal?.aborted === true) throw new SignalboxError('cancelled', `${command.file} was not started: cancelled.`);
  return new Promise((resolve, reject) => {
    const child = spawn(command.file, [...command.args], {
      detached: true,
      stdio: 'pipe',
      env: options.env ?? process.env,
      cwd: options.cwd,
    });
    const output = { stdout: '', stderr: '' };
    let stopped: SignalboxError | undefined;
    const stop = (reason: SignalboxError) => {
      stopped = reason;
      endGroup(child.pid);
    };
    const onAbort = () => {
      stop(new SignalboxError('cancelled', `${command.file} was ended: cancelled.`));
    };
    const timer = setTimeout(() => {
      stop(new SignalboxError('yard-failed', `${command.file} took longer than ${String(timeoutMs / 1000)} s.`));
    }, timeoutMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    child.stdin.on('error', () => undefined).end(options.input ?? '');
    child.once('error', (cause) => {
      settle();
      reject(new SignalboxError('yard-failed', `${command.file} can’t be run: ${cause.message}`, { cause }));
    });
    child.once('close', (code) => {
      settle();
      if (stopped === undefined) resolve({ code, ...output });
      else reject(stopped);
    });
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group has just ended by itself.
  }
}
