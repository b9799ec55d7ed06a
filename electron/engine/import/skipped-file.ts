import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';

/** Statements that were passed over because of their errors, in a file that is made with the first of them. */
export class SkippedFile {
  readonly #folder: string;
  readonly #path: string;
  #stream: WriteStream | null = null;

  constructor(folder: string, id: string) {
    this.#folder = folder;
    this.#path = join(folder, `${id}.skipped.sql`);
  }

  get notes(): readonly string[] {
    return this.#stream === null ? [] : [`Statements that were passed over are in ${this.#path}.`];
  }

  add(statement: Buffer): void {
    if (this.#stream === null) mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    this.#stream ??= createWriteStream(this.#path, { flags: 'a', mode: 0o600 });
    this.#stream.write(Buffer.concat([statement, Buffer.from(';\n')]));
  }

  async close(): Promise<void> {
    const stream = this.#stream;
    if (stream !== null) await new Promise<void>((resolve) => stream.end(() => resolve()));
  }
}
