import type { JournalledProgram } from '../../../shared/domain/journal.ts';

export type Program = JournalledProgram;

/** How the journal learns whether whoever began an operation still lives. */
export interface Programs {
  self(): Program;
  isRunning(program: Program): boolean;
}
