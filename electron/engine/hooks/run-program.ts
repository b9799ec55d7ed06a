import { spawn, type ChildProcess } from 'node:child_process';
import { parse } from 'node:path';
import type { HookEnd } from '../../../shared/domain/hook.ts';
import type { HookCall, HookRun } from './hook-call.ts';
import { hookEnvironment } from './hook-environment.ts';
import { OutputTail } from './output-tail.ts';
import { endGroup } from './process-group.ts';

const outputBytes = 16 * 1024;
const lastWordsMs = 200; // ms for output that is on its way when the program has ended

/**
 * Runs a hook's program without a shell, in a process group of its own, with no input. What it leaves in the background
 * when it ends by itself goes on; at the end of its time, or when it is cancelled, the whole group is ended.
 */
export async function runProgram({ command, environment, withinMs, signal, started }: HookCall): Promise<HookRun> {
  const startedAt = performance.now();
  const output = new OutputTail(outputBytes);
  const end = await new Promise<HookEnd>((resolve) => {
    const [program = '', ...args] = command;
    const child = start(program, args, environment, resolve);
    if (child === null) return;
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => output.add(chunk));
    const release = stopWhenTimeIsOver(child, withinMs, signal, resolve);
    child.once('spawn', () => started(child.pid ?? 0));
    child.once('error', (error) => {
      if (child.pid !== undefined) return;
      release();
      resolve(notStarted(error));
    });
    child.once('exit', (code, killedBy) => {
      if (release()) void lastWords(child).then(() => resolve(naturalEnd(code, killedBy)));
    });
  });
  return { end, ms: Math.round((performance.now() - startedAt) * 10) / 10, output: output.text() };
}

/** What can't even be tried throws at once (a NUL in an argument); the rest comes as an event. */
function start(
  program: string,
  args: readonly string[],
  environment: HookCall['environment'],
  resolve: (end: HookEnd) => void,
): ChildProcess | null {
  try {
    return spawn(program, args, {
      shell: false,
      detached: true,
      windowsHide: true,
      cwd: parse(process.cwd()).root,
      env: hookEnvironment(process.env, environment),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    resolve(notStarted(error));
    return null;
  }
}

/**
 * Ends the program when its time is over or it is cancelled, whether the system then lets go of it or not.
 * Returns what calls this off: whether the program has not been stopped until then.
 */
function stopWhenTimeIsOver(
  child: ChildProcess,
  withinMs: number,
  signal: AbortSignal | null,
  resolve: (end: HookEnd) => void,
): () => boolean {
  let stopped = false;
  const release = (): boolean => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
    return !stopped;
  };
  const stop = (end: HookEnd): void => {
    if (!release()) return;
    stopped = true;
    void endGroup(child)
      .then(() => lastWords(child))
      .then(() => resolve(end));
  };
  const cancel = (): void => stop({ kind: 'cancelled' });
  const timer = setTimeout(() => stop({ kind: 'timed-out' }), withinMs);
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted === true) cancel();
  return release;
}

/** A moment for output that is on its way; what still runs in the background may keep its end open for ever. */
async function lastWords(child: ChildProcess): Promise<void> {
  const closed = new Promise((resolve) => child.once('close', resolve));
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, lastWordsMs))]);
  for (const stream of [child.stdout, child.stderr]) stream?.destroy();
  child.unref();
}

function naturalEnd(code: number | null, killedBy: string | null): HookEnd {
  return code === null ? { kind: 'signalled', signal: killedBy ?? 'unknown' } : { kind: 'exited', code };
}

function notStarted(error: unknown): HookEnd {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const known = typeof code === 'string' ? reasons[code] : undefined;
  return { kind: 'not-started', because: known ?? (error instanceof Error ? error.message : String(error)) };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such program, or what it names in its first line is not there (ENOENT)',
  EACCES: 'it may not be run (EACCES)',
  ENOEXEC: 'it is no program, and no script that names one in its first line (ENOEXEC)',
};
