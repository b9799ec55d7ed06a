import type { WriteStream } from 'node:tty';
import type { Output } from './world.ts';

/** One of this process's standard streams. */
export class ProcessOutput implements Output {
  readonly #stream: NodeJS.WriteStream;
  readonly #gone = new AbortController();

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  /** Listens for the reader's going away; EPIPE would else end the program in the middle of its work. */
  listen(): void {
    this.#stream.on('error', () => {
      this.#gone.abort();
    });
  }

  get isTerminal(): boolean {
    return (this.#stream as Partial<WriteStream>).isTTY === true;
  }

  get columns(): number {
    const { columns = 0 } = this.#stream as Partial<WriteStream>;
    return columns > 0 ? columns : 80;
  }

  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  write(text: string): void {
    if (!this.#gone.signal.aborted) this.#stream.write(text);
  }

  flushed(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#gone.signal.aborted) resolve();
      else {
        this.#stream.write('', () => {
          resolve();
        });
      }
    });
  }
}
