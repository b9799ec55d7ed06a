import type { ImportPhase, ImportProgress, SkippedStatement } from '../../../../shared/import/import-events.ts';
import type { LoadingTable } from './loading-table.ts';
import type { LoadRequest, LoadResult } from './load-request.ts';
import { Rate } from './rate.ts';

const everyMs = 500; // ms
const recentMs = 5000; // ms
const minuteMs = 60_000; // ms
const mostActive = 8;

/** Says twice a second how an import goes. */
export class LoadProgress {
  readonly #request: LoadRequest;
  readonly #startedAt: number;
  readonly #tables: () => readonly LoadingTable[];
  readonly #bytes = new Rate(recentMs);
  readonly #rows = new Rate(recentMs);
  readonly #read = new Rate(minuteMs);
  #timer: NodeJS.Timeout | null = null;
  phase: ImportPhase = 'rows';

  constructor(request: LoadRequest, startedAt: number, tables: () => readonly LoadingTable[]) {
    this.#request = request;
    this.#startedAt = startedAt;
    this.#tables = tables;
  }

  start(): void {
    this.#timer = setInterval(() => this.#request.onEvent({ kind: 'progress', progress: this.#now() }), everyMs);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  result(skipped: readonly SkippedStatement[]): LoadResult {
    const tables = this.#tables().map((table) => table.toJSON());
    const { rows, bytes } = totals(this.#tables());
    return { tables, skipped, rows, dataBytes: bytes, ms: this.#request.monotonic() - this.#startedAt };
  }

  #now(): ImportProgress {
    const now = this.#request.monotonic();
    const { readBytes, storedBytes } = this.#request.source;
    const { rows, bytes } = totals(this.#tables());
    this.#bytes.add(now, bytes);
    this.#rows.add(now, rows);
    this.#read.add(now, readBytes);
    const active = this.#tables().filter(
      ({ state, bytes: sent }) => state === 'keys' || (state === 'loading' && sent > 0),
    );
    const isReading = storedBytes !== null && readBytes < storedBytes;
    const phase = this.phase === 'rows' && !isReading && storedBytes !== null ? 'keys' : this.phase;
    return {
      readBytes,
      storedBytes,
      dataBytes: bytes,
      rows,
      elapsedMs: now - this.#startedAt,
      bytesPerSecond: this.#bytes.perSecond,
      rowsPerSecond: this.#rows.perSecond,
      secondsLeft: isReading && this.#read.perSecond > 0 ? (storedBytes - readBytes) / this.#read.perSecond : null,
      active: active.slice(0, mostActive).map((table) => table.toJSON()),
      phase,
    };
  }
}

function totals(tables: readonly LoadingTable[]): { readonly rows: number; readonly bytes: number } {
  return tables.reduce((sum, { rows, bytes }) => ({ rows: sum.rows + rows, bytes: sum.bytes + bytes }), {
    rows: 0,
    bytes: 0,
  });
}
