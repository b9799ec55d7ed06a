import type { Readable } from 'node:stream';
import type { Engine, EngineOptions } from '../engine/engine.ts';

/** A stream that text is written to. A reader that goes away (`signalbox … | head`) is no error. */
export interface Output {
  readonly isTerminal: boolean;
  /** Of a terminal, in characters. */
  readonly columns: number;
  /** Aborted once nobody reads any more. */
  readonly gone: AbortSignal;
  write(text: string): void;
  /** Resolves when all that was written has left the program. */
  flushed(): Promise<void>;
}

/** A person to ask. Questions are put one after another, on standard error. */
export interface Terminal {
  /** Is there a person? If not, both questions reject with `confirmation-needed`. */
  readonly interactive: boolean;
  /** @throws SignalboxError `cancelled` on Ctrl-C, at the end of input, and when `signal` aborts. */
  ask(question: string, signal: AbortSignal): Promise<string>;
  /** As `ask`, without showing what is typed. */
  askHidden(question: string, signal: AbortSignal): Promise<string>;
}

/** Everything around the command line, so that tests can replace it. */
export interface World {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly terminal: Terminal;
  /** Standard input, for a command that reads it as data. */
  readonly stdin: () => Readable;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly folder: string; // the current one
  readonly uid: number | null;
  readonly version: string;
  readonly clock: () => number; // epoch ms
  readonly random: () => number; // [0, 1)
  readonly createEngine: (options: EngineOptions) => Engine;
  /** Tells of each Ctrl-C and each request to end. Returns the function that stops telling. */
  onInterrupt(listener: () => void): () => void;
  /** Ends the program at once. */
  exit(code: number): void;
}
