import type { DumpProgress } from '../../shared/domain/dump.ts';
import type { DumpRunEvent } from '../../shared/domain/running-dump.ts';
import { Rate } from '../engine/import/load/rate.ts';

const rateOverMs = 5000; // ms
const toldEveryMs = 200; // ms

/** Turns what a dump tells with every chunk into what is told to windows: with its speed, and not more than they need. */
export class DumpPace {
  readonly #rate = new Rate(rateOverMs);
  readonly #startedAt: number;
  #phase: DumpProgress['phase'] | null = null;
  #toldAt = -Infinity;

  /** `startedAt`: epoch ms. */
  constructor(startedAt: number) {
    this.#startedAt = startedAt;
  }

  /** null: nothing that has to be told yet. `now`: epoch ms. */
  heard(progress: DumpProgress, now: number): Extract<DumpRunEvent, { kind: 'progress' }> | null {
    if (progress.phase === this.#phase && now - this.#toldAt < toldEveryMs) return null;
    this.#phase = progress.phase;
    this.#toldAt = now;
    this.#rate.add(now, progress.bytes);
    return { kind: 'progress', progress, elapsedMs: now - this.#startedAt, bytesPerSecond: this.#rate.perSecond };
  }
}
