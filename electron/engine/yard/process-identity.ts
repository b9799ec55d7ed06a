import { readFileSync } from 'node:fs';

/** Tells a process from a later one with the same pid. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since boot at which it started (/proc/PID/stat, field 22); null where there is no /proc. */
  readonly startedAt: number | null;
}

/** Who `pid` is now; null when there is no such process, or only its unreaped remains. */
export function identify(pid: number): ProcessIdentity | null {
  const stat = readStat(pid);
  if (stat === undefined) return canSignal(pid) ? { pid, startedAt: null } : null;
  if (stat === null) return null;
  return stat.state === 'Z' || stat.state === 'X' ? null : { pid, startedAt: stat.startedAt };
}

/** Is exactly this process, and not a later one with its pid, still running? */
export function isRunning(process: ProcessIdentity): boolean {
  const now = identify(process.pid);
  return now !== null && now.startedAt === process.startedAt;
}

/** Reads the state letter and the start time from a line of /proc/PID/stat, whose second field may hold anything. */
export function parseStat(line: string): { readonly state: string; readonly startedAt: number } | null {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const startedAt = Number(fields[19]);
  return fields[0] === undefined || !Number.isFinite(startedAt) ? null : { state: fields[0], startedAt };
}

/** undefined: this system has no /proc. null: it has, and no such process is in it. */
function readStat(pid: number): ReturnType<typeof parseStat> | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return parseStat(readFileSync(`/proc/${String(pid)}/stat`, 'utf8'));
  } catch {
    return null;
  }
}

function canSignal(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
