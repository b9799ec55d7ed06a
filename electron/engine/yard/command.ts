import { spawn } from 'node:child_process';
import type { ChildProcess, ChildProcessWithoutNullStreams } from 'node:child_process';
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
  if (options.signal?.aborted === true) {
    throw new SignalboxError('cancelled', `${command.file} was not started: cancelled.`);
  }
  const child = spawn(command.file, [...command.args], {
    detached: true,
    stdio: 'pipe',
    env: options.env ?? process.env,
    cwd: options.cwd,
  });
  const limits = limitChild(child, command.file, options);
  try {
    const result = await resultOf(child, command.file, options.input ?? '');
    if (limits.stopped !== null) throw limits.stopped;
    return result;
  } finally {
    limits.lift();
  }
}

interface Limits {
  /** Why the program was ended before its time; null when it was not. */
  readonly stopped: SignalboxError | null;
  lift(): void;
}

function limitChild(child: ChildProcess, file: string, { timeoutMs, signal }: RunOptions): Limits {
  let stopped: SignalboxError | null = null;
  const stop = (reason: SignalboxError) => {
    stopped = reason;
    endGroup(child.pid);
  };
  const onAbort = () => {
    stop(new SignalboxError('cancelled', `${file} was ended: cancelled.`));
  };
  const onTimeout = () => {
    stop(new SignalboxError('yard-failed', `${file} took longer than ${String(timeoutMs / 1000)} s.`));
  };
  const timer = setTimeout(onTimeout, timeoutMs);
  signal?.addEventListener('abort', onAbort, { once: true });
  return {
    get stopped() {
      return stopped;
    },
    lift: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    },
  };
}

async function resultOf(child: ChildProcessWithoutNullStreams, file: string, input: string): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    child.stdin.on('error', () => undefined).end(input);
    child.once('error', (cause) => {
      reject(new SignalboxError('yard-failed', `${file} can’t be run: ${cause.message}`, { cause }));
    });
    child.once('close', (code) => {
      resolve({ code, ...output });
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
