/** The terminal, or what stands in for one, that the program was started from. */
export interface Terminal {
  /** A person can press keys. */
  readonly interactive: boolean;
  say(line: string): void;
  complain(line: string): void;
  onEnter(act: () => void): void;
  /** Resolves at the first request to end: Ctrl-C, or the system's. The second one ends the program at once. */
  askedToEnd(): Promise<void>;
  close(): void;
}

const ignore = (): void => undefined;
const requests = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** 128 + SIGINT, as shells count. */
const interrupted = 130;

export function createTerminal(program: NodeJS.Process): Terminal {
  return {
    interactive: program.stdin.isTTY,
    say: (line) => void program.stdout.write(`${line}\n`),
    complain: (line) => void program.stderr.write(`signalbox: ${line}\n`),
    onEnter: (act) => void program.stdin.on('data', act),
    askedToEnd: () =>
      new Promise((resolve) => {
        let asked = false;
        const ask = (): void => {
          if (asked) program.exit(interrupted);
          asked = true;
          resolve();
        };
        for (const request of requests) program.on(request, ask);
        // A terminal that is closed must not end a program that still has work to finish.
        for (const stream of [program.stdout, program.stderr]) stream.on('error', ignore);
      }),
    close: () => void program.stdin.destroy(),
  };
}
