import { readFileSync } from 'node:fs';
import type { Programs } from './journal/program.ts';
import { identify, isRunning } from './yard/process-identity.ts';

/** Programs of this machine, for the journal: told apart by pid, start time and boot. */
export const machinePrograms: Programs = {
  self() {
    const { pid, startedAt } = identify(process.pid) ?? { pid: process.pid, startedAt: null };
    return { pid, startedAt, boot: bootId() };
  },
  isRunning(program) {
    return program.boot === bootId() && isRunning(program);
  },
};

/** Random for each boot of a Linux machine; null elsewhere. */
function bootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return null;
  }
}
