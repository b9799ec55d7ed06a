import type { DumpProgress } from '../../shared/domain/dump.ts';
import type { Invocation } from './invocation.ts';
import { megabytes } from './render/dump.ts';
import { plainText } from './render/printable.ts';

const eraseLine = '\r\u001B[K';
const everyMs = 200; // ms on a terminal
const phases: Readonly<Record<DumpProgress['phase'], string>> = {
  stopping: 'stopping',
  snapshot: 'taking the snapshot',
  dumping: 'dumping',
  finishing: 'making it durable',
};

/** How far a dump is, on standard error: one changing line on a terminal, elsewhere a line a phase. */
export class DumpBar {
  readonly #invocation: Invocation;
  #phase: string | null = null;
  #shownAt = 0;

  constructor(invocation: Invocation) {
    this.#invocation = invocation;
  }

  show({ phase, bytes, tables, table }: DumpProgress): void {
    const { world, json } = this.#invocation;
    const now = world.clock();
    const isNew = phase !== this.#phase;
    if (!isNew && (!world.stderr.isTerminal || json || now - this.#shownAt < everyMs)) return;
    [this.#phase, this.#shownAt] = [phase, now];
    const at = table === null ? '' : `, ${String(tables)} tables, at ${table}`;
    const line = plainText(`${phases[phase]}: ${megabytes(bytes)}${at}`);
    if (world.stderr.isTerminal && !json) world.stderr.write(`${eraseLine}${line.slice(0, world.stderr.columns - 1)}`);
    else this.#invocation.say(line);
  }

  /** Takes the changing line away. */
  clear(): void {
    const { world, json } = this.#invocation;
    if (this.#phase !== null && world.stderr.isTerminal && !json) world.stderr.write(eraseLine);
    this.#phase = null;
  }
}
