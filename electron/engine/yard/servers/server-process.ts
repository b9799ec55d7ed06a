import { readFile, readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import { identify, isRunning } from '../process-identity.ts';
import type { ProcessIdentity } from '../process-identity.ts';
import { filesOf } from './server-spec.ts';
import type { ServerSpec } from './server-spec.ts';

const pauseMs = 25; // ms
const killedMs = 10_000; // ms a killed process may take to disappear

/**
 * The process that runs this very server: the recorded one if it still runs, else one whose command line names the
 * server's own configuration file (it was started and the program killed before it could note that down).
 */
export async function findServerProcess(
  spec: ServerSpec,
  recorded: ProcessIdentity | null,
): Promise<ProcessIdentity | null> {
  if (recorded !== null && isRunning(recorded)) return recorded;
  if (process.platform !== 'linux') return null;
  const argument = `--defaults-file=${filesOf(spec).configuration}`;
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const commandLine = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (commandLine.split('\0').includes(argument)) return identify(Number(name));
  }
  return null;
}

/**
 * Ends a server: asked politely first, killed after `graceMs`. Returns when it is gone.
 * @throws SignalboxError `yard-failed` when even a killed process does not disappear.
 */
export async function stopServer(target: ProcessIdentity, graceMs: number): Promise<void> {
  signal(target, 'SIGTERM');
  if (await goneWithin(target, graceMs)) return;
  signal(target, 'SIGKILL');
  if (await goneWithin(target, killedMs)) return;
  throw new SignalboxError('yard-failed', `Process ${String(target.pid)} was killed and does not disappear.`);
}

/** Waits until exactly this process is gone; false when it is still there after `withinMs`. */
export async function goneWithin(target: ProcessIdentity, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (isRunning(target)) {
    if (Date.now() > deadline) return false;
    await sleep(pauseMs);
  }
  return true;
}

/** Sends a signal to exactly this process; nothing when it is gone. */
export function signal(target: ProcessIdentity, name: NodeJS.Signals): void {
  if (!isRunning(target)) return;
  try {
    process.kill(target.pid, name);
  } catch {
    // It has ended since.
  }
}
