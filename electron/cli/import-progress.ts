import type { ImportEvent, ImportProgress, QualifiedName } from '../../shared/import/import-events.ts';
import type { Invocation } from './invocation.ts';
import { bytesText, durationText, rateText } from '../../shared/domain/amounts.ts';
import { plainText } from './render/printable.ts';

const eraseLine = '\r\u001B[K';
const plainEveryMs = 10_000; // ms

/**
 * Tells on standard error how an import goes: on a terminal in a line that changes, else in a line now and then; with
 * --json each event as a line of JSON.
 */
export class ImportProgressLine {
  readonly #invocation: Invocation;
  #transient = false;
  #saidAt = 0;

  constructor(invocation: Invocation) {
    this.#invocation = invocation;
  }

  /** The dump is looked through before anything is done. */
  reading(readBytes: number, storedBytes: number | null): void {
    this.#change(`Looking the dump through: ${bytesText(readBytes)}${ofText(readBytes, storedBytes)}`);
  }

  event(event: ImportEvent): void {
    if (this.#invocation.json) {
      this.#invocation.say(JSON.stringify(event));
      return;
    }
    switch (event.kind) {
      case 'progress':
        this.#change(progressText(event.progress));
        return;
      case 'table-finished':
        this.#line(`${nameOf(event.table)}: ${String(event.table.rows)} rows`);
        return;
      case 'index-build':
        this.#line(`${nameOf(event.table)}: building ${String(event.keys)} ${event.keys === 1 ? 'key' : 'keys'}`);
        return;
      case 'skipped':
        if (event.skip.reason !== 'done-before')
          this.#line(`not run (${event.skip.reason}), line ${String(event.skip.line)}: ${plainText(event.skip.text)}`);
        return;
      case 'note':
        this.#line(event.text);
        return;
    }
  }

  /** Takes the changing line away. */
  clear(): void {
    if (this.#transient) this.#invocation.world.stderr.write(eraseLine);
    this.#transient = false;
  }

  #line(text: string): void {
    this.clear();
    this.#invocation.say(plainText(text));
  }

  #change(text: string): void {
    const { stderr, clock } = this.#invocation.world;
    if (this.#invocation.json) return;
    if (stderr.isTerminal) {
      stderr.write(`${eraseLine}${plainText(text).slice(0, stderr.columns - 1)}`);
      this.#transient = true;
    } else if (clock() - this.#saidAt >= plainEveryMs) {
      this.#saidAt = clock();
      this.#line(text);
    }
  }
}

function progressText(progress: ImportProgress): string {
  const { readBytes, storedBytes, rows, bytesPerSecond, rowsPerSecond, secondsLeft, active, phase } = progress;
  const left = secondsLeft === null ? '' : `, ${durationText(secondsLeft)} of the file left`;
  const tables = active.map((table) => `${nameOf(table)}${table.state === 'keys' ? ' (keys)' : ''}`).join(', ');
  const what = phase === 'objects' ? 'views, triggers, routines, events' : tables;
  return `${bytesText(readBytes)}${ofText(readBytes, storedBytes)}, ${String(rows)} rows, ${rateText(bytesPerSecond)}, ${String(Math.round(rowsPerSecond))} rows/s${left}: ${what}`;
}

function ofText(readBytes: number, storedBytes: number | null): string {
  if (storedBytes === null || storedBytes === 0) return '';
  return ` of ${bytesText(storedBytes)} (${String(Math.min(100, Math.floor((readBytes * 100) / storedBytes)))} %)`;
}

function nameOf({ schema, name }: QualifiedName): string {
  return schema === null ? name : `${schema}.${name}`;
}
