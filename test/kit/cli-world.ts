import { Readable } from 'node:stream';
import type { World } from '../../electron/cli/world.ts';

export interface WatchedWorld {
  readonly world: World;
  /** What was written so far. */
  readonly out: () => string;
  readonly err: () => string;
  readonly questions: readonly string[];
  readonly exits: readonly number[];
  interrupt(): void;
}

export interface WorldRequest {
  readonly createEngine: World['createEngine'];
  readonly folder: string;
  /** What the person answers, in turn; without any there is no terminal. */
  readonly answers?: readonly string[];
  readonly terminalOutput?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Surroundings for the command line inside the test's own process, with an engine of the test's choice. */
export function makeCliWorld(request: WorldRequest): WatchedWorld {
  const written = { out: '', err: '' };
  const questions: string[] = [];
  const exits: number[] = [];
  const listeners = new Set<() => void>();
  const answers = [...(request.answers ?? [])];
  const answer = (question: string): Promise<string> => {
    questions.push(question);
    return Promise.resolve(answers.shift() ?? '');
  };
  const output = (to: 'out' | 'err'): World['stdout'] => ({
    isTerminal: request.terminalOutput ?? false,
    columns: 120,
    gone: new AbortController().signal,
    write: (text) => {
      written[to] += text;
    },
    flushed: () => Promise.resolve(),
  });
  const world: World = {
    stdout: output('out'),
    stderr: output('err'),
    terminal: { interactive: request.answers !== undefined, ask: answer, askHidden: answer },
    environment: request.environment ?? {},
    platform: 'linux',
    home: request.folder,
    folder: request.folder,
    uid: process.getuid?.() ?? null,
    version: '0.0.0',
    clock: Date.now,
    random: Math.random,
    createEngine: request.createEngine,
    stdin: () => Readable.from([]),
    onInterrupt: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    exit: (code) => void exits.push(code),
  };
  const interrupt = (): void => {
    for (const listener of [...listeners]) listener();
  };
  return { world, out: () => written.out, err: () => written.err, questions, exits, interrupt };
}
