/**
 * The bytes of a stream from `start` on, in one place. Chunks are copied in behind, what is used is dropped in front.
 * A statement longer than the largest window is set aside block by block (`setAside`) and joined once, so that it is in
 * memory at most twice.
 */
export class Window {
  bytes: Buffer;
  /** Where what is not yet used begins, and where the bytes end. */
  start = 0;
  end = 0;
  /** Of `bytes[0]` in the stream. */
  offset = 0; // bytes
  readonly #largest: number;
  #aside: Buffer[] = [];
  #asideBytes = 0;

  /** Sizes in bytes; it grows from the first to the second. */
  constructor(size: number, largest: number) {
    this.bytes = Buffer.allocUnsafeSlow(size);
    this.#largest = largest;
  }

  /** Of `start` in the stream; of the first byte put aside where there is one. */
  get startOffset(): number {
    return this.offset + this.start - this.#asideBytes;
  }

  get isFull(): boolean {
    return this.start === 0 && this.end === this.bytes.length && this.bytes.length >= this.#largest;
  }

  /** Takes as much of a chunk as fits (nothing when it is full) and says how much; `start` may move to 0 by that. */
  take(chunk: Buffer): number {
    this.#makeRoom(chunk.length);
    const taken = chunk.copy(this.bytes, this.end);
    this.end += taken;
    return taken;
  }

  #makeRoom(wanted: number): void {
    if (this.bytes.length - this.end >= wanted) return;
    const used = this.end - this.start;
    const enough = used + wanted <= this.bytes.length || this.bytes.length >= this.#largest;
    const size = Math.min(this.#largest, Math.max(this.bytes.length * 2, used + wanted));
    const target = enough ? this.bytes : Buffer.allocUnsafeSlow(size);
    this.bytes.copy(target, 0, this.start, this.end);
    this.offset += this.start;
    this.bytes = target;
    this.start = 0;
    this.end = used;
  }

  /** Puts a full window's bytes up to `until` aside, as the first of what `cut` will return; `until` becomes 0. */
  setAside(until: number): void {
    const rest = Buffer.allocUnsafeSlow(this.bytes.length);
    this.bytes.copy(rest, 0, until, this.end);
    this.#aside.push(this.bytes.subarray(this.start, until));
    this.#asideBytes += until - this.start;
    this.offset += until;
    this.end -= until;
    this.start = 0;
    this.bytes = rest;
  }

  /** What is in use from `start` to `until`, with what was put aside before it. What follows begins at `next`. */
  cut(until: number, next: number): Buffer {
    const here = this.bytes.subarray(this.start, until);
    this.start = next;
    if (this.#asideBytes === 0) return here;
    const joined = Buffer.concat([...this.#aside, here]);
    this.#aside = [];
    this.#asideBytes = 0;
    return joined;
  }
}
