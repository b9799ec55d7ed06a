import type { ExitCode } from './exit-codes.ts';
import type { Look } from './render/look.ts';

/** What a command comes to: the same thing for programs and for people. */
export interface Answer {
  readonly exit: ExitCode;
  /** Without `schema`, which every document has; null when the command has written its documents itself. */
  readonly document: Readonly<Record<string, unknown>> | null;
  /** The text says what went wrong: people get it on standard error. */
  readonly isError?: boolean;
  /** Ends without a line break; '' for nothing. */
  readonly text: (look: Look) => string;
}
