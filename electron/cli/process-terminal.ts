import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { SignalboxError } from '../../shared/domain/errors.ts';
import type { Terminal } from './world.ts';

/** The person at this process's terminal. Questions go to standard error, so that standard output stays the answer. */
export class ProcessTerminal implements Terminal {
  readonly #input: NodeJS.ReadStream;
  readonly #output: NodeJS.WriteStream;
  #last: Promise<unknown> = Promise.resolve();

  constructor(input: NodeJS.ReadStream, output: NodeJS.WriteStream) {
    this.#input = input;
    this.#output = output;
  }

  get interactive(): boolean {
    return (
      (this.#input as Partial<NodeJS.ReadStream>).isTTY === true &&
      (this.#output as Partial<NodeJS.WriteStream>).isTTY === true
    );
  }

  ask(question: string, signal: AbortSignal): Promise<string> {
    return this.#inTurn(() => this.#read(question, signal, true));
  }

  askHidden(question: string, signal: AbortSignal): Promise<string> {
    return this.#inTurn(() => this.#read(question, signal, false));
  }

  #inTurn(put: () => Promise<string>): Promise<string> {
    const answer = this.#last.then(put);
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  async #read(question: string, signal: AbortSignal, shown: boolean): Promise<string> {
    if (!this.interactive) throw new SignalboxError('confirmation-needed', 'There is no terminal to ask at.');
    const output = shown ? this.#output : silent();
    const lines = createInterface({ input: this.#input, output, terminal: true, historySize: 0 });
    // Only now the terminal has stopped showing what is typed.
    if (!shown) this.#output.write(question);
    const ended = new Promise<never>((_resolve, reject) => {
      lines.once('close', () => {
        reject(new SignalboxError('cancelled', 'Not answered.'));
      });
      // In raw mode Ctrl-C is a key. It is made the signal that it is everywhere else; who listens aborts `signal`.
      lines.on('SIGINT', () => {
        process.kill(process.pid, 'SIGINT');
      });
    });
    try {
      return await Promise.race([lines.question(shown ? question : '', { signal }), ended]);
    } catch (thrown) {
      if (thrown instanceof SignalboxError) throw thrown;
      throw new SignalboxError('cancelled', 'Not answered.', { cause: thrown });
    } finally {
      lines.close();
      if (!shown) this.#output.write('\n');
    }
  }
}

function silent(): Writable {
  return new Writable({
    write(_chunk, _encoding, done) {
      done();
    },
  });
}
