/** One run of a program on this machine, told apart from a later one with the same pid. */
export interface Program {
  readonly pid: number;
  /** Clock ticks since boot at which it started; null where that can't be known. */
  readonly startedAt: number | null;
  /** Which boot of the machine; null where that can't be known. */
  readonly boot: string | null;
}

/** How the journal learns whether whoever began an operation still lives. */
export interface Programs {
  self(): Program;
  isRunning(program: Program): boolean;
}
