import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Job, Report } from './job.ts';

const script = fileURLToPath(new URL('program.ts', import.meta.url));

/** How a program went on: it reported, it was killed, or it said nothing for too long. */
export type Said = Report | { readonly report: 'gone' } | { readonly report: 'silent' };

/** A running program under test, in a process group of its own: it ends with its input, not by signals to the harness. */
export class ProgramProcess {
  readonly #child: ChildProcess;
  readonly #reports: Report[] = [];
  readonly #lines: ReturnType<typeof createInterface>;
  readonly #closed: Promise<unknown>;
  #gone = false;
  #errors = '';

  constructor() {
    this.#child = spawn(process.execPath, [script], {
      stdio: ['pipe', 'ignore', 'pipe', 'pipe', 'pipe'],
      detached: true,
      env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') },
    });
    for (const stream of this.#child.stdio) stream?.on('error', () => undefined);
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#errors += text));
    this.#lines = createInterface({ input: this.#child.stdio[3] as Readable });
    this.#lines.on('line', (line) => this.#reports.push(JSON.parse(line) as Report));
    this.#closed = Promise.all([once(this.#lines, 'close'), once(this.#child, 'close')]).then(
      () => (this.#gone = true),
    );
  }

  /** What it wrote on its standard error. */
  get errors(): string {
    return this.#errors;
  }

  give(job: Job): void {
    this.#child.stdin?.write(`${JSON.stringify(job)}\n`);
  }

  /** Its next report but `ready`. */
  async next(withinMs: number): Promise<Said> {
    const timer = Promise.withResolvers<'late'>();
    const timeout = setTimeout(timer.resolve, withinMs, 'late');
    try {
      for (;;) {
        const report = this.#reports.shift();
        if (report !== undefined && report.report !== 'ready') return report;
        if (report !== undefined) continue;
        if (this.#gone) return { report: 'gone' };
        const woken = await Promise.race([once(this.#lines, 'line'), this.#closed, timer.promise]);
        if (woken === 'late') return { report: 'silent' };
      }
    } finally {
      clearTimeout(timeout);
    }
  }

  /** Lets it go on from the point at which it stands. */
  goOn(): void {
    (this.#child.stdio[4] as Writable).write('.');
  }

  pause(): void {
    this.#child.kill('SIGSTOP');
  }

  resume(): void {
    this.#child.kill('SIGCONT');
  }

  /** SIGKILL; returns when it is gone. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#closed;
  }
}

/** Programs that have started already, so that a case doesn't wait for that. */
export class ProgramPool {
  readonly #spare: ProgramProcess[] = [];
  readonly #size: number;

  constructor(size = 1) {
    this.#size = size;
  }

  take(): ProgramProcess {
    const program = this.#spare.shift() ?? new ProgramProcess();
    while (this.#spare.length < this.#size) this.#spare.push(new ProgramProcess());
    return program;
  }

  async close(): Promise<void> {
    await Promise.all(this.#spare.splice(0).map((program) => program.kill()));
  }
}
