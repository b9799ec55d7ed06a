import { spawn, type ChildProcess } from 'node:child_process';

export interface BoundedRun {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly withinMs: number;
  readonly onOutput: (text: string) => void;
}

export type Ending = { readonly kind: 'exit'; readonly code: number } | { readonly kind: 'hung' };

const running = new Set<ChildProcess>();
const graceMs = 10_000;
let asked = false;

/** Whether this run was asked to end; nothing new is to be started then. */
export function askedToEnd(): boolean {
  return asked;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    asked = true;
    for (const child of running) {
      killGroup(child, 'SIGTERM');
      setTimeout(killGroup, graceMs, child, 'SIGKILL').unref();
    }
  });
}

/** Ends a child and everything it started in its process group. */
function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
}

/**
 * Runs a program without a terminal, in a process group of its own, for at most `withinMs`; then the whole group is
 * killed and the run counts as hung.
 */
export async function runBounded(command: string, args: readonly string[], run: BoundedRun): Promise<Ending> {
  const { cwd, env = process.env, withinMs, onOutput } = run;
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  running.add(child);
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', onOutput);
  const ending = Promise.withResolvers<Ending>();
  const timer = setTimeout(() => {
    killGroup(child, 'SIGKILL');
    ending.resolve({ kind: 'hung' });
  }, withinMs);
  child.once('error', (error) => {
    onOutput(`${error.message}\n`);
    ending.resolve({ kind: 'exit', code: 127 });
  });
  child.once('close', (code) => {
    ending.resolve({ kind: 'exit', code: code ?? 1 });
  });
  try {
    return await ending.promise;
  } finally {
    clearTimeout(timer);
    running.delete(child);
  }
}
