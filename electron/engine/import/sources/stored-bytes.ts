import type { FileHandle } from 'node:fs/promises';

const blockBytes = 2 ** 20; // bytes

/** The stored bytes of a dump, counted. */
export interface StoredBytes {
  readonly readBytes: number;
  /** Chunks; each is valid until the next one is asked for, unless `keep` was asked for. */
  chunks(keep: boolean): AsyncGenerator<Buffer, void, undefined>;
}

/** Reads a file block by block, the next one while the last is used. */
export class FileBytes implements StoredBytes {
  readonly #file: FileHandle;
  readBytes = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async *chunks(keep: boolean): AsyncGenerator<Buffer, void, undefined> {
    const block = () => Buffer.allocUnsafeSlow(keep ? blockBytes / 4 : blockBytes);
    let spare = block();
    let used = block();
    let position = 0;
    let reading = this.#file.read(spare, 0, spare.length, position);
    for (;;) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) return;
      position += bytesRead;
      const chunk = spare.subarray(0, bytesRead);
      [spare, used] = [keep ? block() : used, spare];
      reading = this.#file.read(spare, 0, spare.length, position);
      reading.catch(() => undefined); // awaited in the next turn, or left behind with the loop
      this.readBytes += bytesRead;
      yield chunk;
    }
  }
}

/** Passes on what was read already, then the rest of a stream. */
export class StreamBytes implements StoredBytes {
  readonly #head: Buffer;
  readonly #rest: AsyncIterator<Buffer>;
  readBytes = 0;

  constructor(head: Buffer, rest: AsyncIterator<Buffer>) {
    this.#head = head;
    this.#rest = rest;
  }

  async *chunks(): AsyncGenerator<Buffer, void, undefined> {
    this.readBytes += this.#head.length;
    if (this.#head.length > 0) yield this.#head;
    for (let next = await this.#rest.next(); next.done !== true; next = await this.#rest.next()) {
      this.readBytes += next.value.length;
      yield next.value;
    }
  }
}
