const granule = 2 ** 18; // bytes

/**
 * Copies of statements in memory that is used again. At tens of megabytes a second the garbage collector comes too late
 * for them, and each new block costs the system's clearing of its pages.
 */
export class StatementMemory {
  readonly #mostFree: number;
  readonly #lent = new Map<Buffer, Buffer>();
  readonly #free: Buffer[] = [];
  #freeBytes = 0;

  /** `mostFree`: bytes that are kept for later copies. */
  constructor(mostFree: number) {
    this.#mostFree = mostFree;
  }

  /** Valid until `release`; without it, like any other buffer. */
  copyOf(bytes: Buffer): Buffer {
    if (bytes.length < granule / 2) return Buffer.from(bytes);
    const block = this.#take(bytes.length);
    const copy = block.subarray(0, bytes.length);
    bytes.copy(copy);
    this.#lent.set(copy, block);
    return copy;
  }

  /** Nobody reads the copy any more. */
  release(copy: Buffer): void {
    const block = this.#lent.get(copy);
    if (block === undefined) return;
    this.#lent.delete(copy);
    if (this.#freeBytes + block.length > this.#mostFree) return;
    this.#free.push(block);
    this.#freeBytes += block.length;
  }

  #take(length: number): Buffer {
    const size = Math.ceil(length / granule) * granule;
    const fits = this.#free.findLastIndex((block) => block.length >= size && block.length <= 2 * size);
    const [block] = fits === -1 ? [] : this.#free.splice(fits, 1);
    if (block === undefined) return Buffer.allocUnsafeSlow(size);
    this.#freeBytes -= block.length;
    return block;
  }
}
