import type { ChildProcess } from 'node:child_process';

const graceMs = 2000; // ms between asking and ending for good
const lookMs = 25; // ms

/** Ends a program and all that it started in its group: asked first, then for good. Resolves when none is left. */
export async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  signalGroup(child, 'SIGTERM');
  for (const end = performance.now() + graceMs; performance.now() < end;) {
    if (!groupLives(child)) return;
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
  signalGroup(child, 'SIGKILL');
}

/** Windows has no groups: there the program alone is ended. */
function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (process.platform === 'win32' || child.pid === undefined) {
    child.kill(signal);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}

function groupLives(child: ChildProcess): boolean {
  if (process.platform === 'win32' || child.pid === undefined) return child.exitCode === null;
  try {
    process.kill(-child.pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
