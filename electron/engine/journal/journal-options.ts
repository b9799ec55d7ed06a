import type { Programs } from './program.ts';

/** What is outside the journal and given to it. */
export interface JournalOptions {
  /** The file; it and its directory are made where missing. */
  readonly path: string;
  readonly clock: () => number; // epoch ms
  readonly random: () => number; // [0, 1)
  readonly programs: Programs;
}
