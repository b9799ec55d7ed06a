/** Reads little-endian values one after another; reading past the end throws RangeError (a damaged event). */
export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  skip(count: number): void {
    this.bytes(count);
  }

  uint8(): number {
    const value = this.#bytes.readUInt8(this.#at);
    this.#at += 1;
    return value;
  }

  /** Of one to six bytes. */
  uint(bytes: number): number {
    const value = this.#bytes.readUIntLE(this.#at, bytes);
    this.#at += bytes;
    return value;
  }

  uint64(): bigint {
    const value = this.#bytes.readBigUInt64LE(this.#at);
    this.#at += 8;
    return value;
  }

  /** A view, not a copy. */
  bytes(count: number): Buffer {
    if (count > this.left) throw new RangeError(`${String(count)} bytes wanted, ${String(this.left)} left`);
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  rest(): Buffer {
    return this.bytes(this.left);
  }

  text(count: number): string {
    return this.bytes(count).toString('utf8');
  }

  /** Up to the next zero byte, which is passed over; all that is left where there is none. */
  textToZero(): string {
    const end = this.#bytes.indexOf(0, this.#at);
    if (end < 0) return this.text(this.left);
    const text = this.#bytes.toString('utf8', this.#at, end);
    this.#at = end + 1;
    return text;
  }

  /** The protocol's length-encoded integer. */
  lengthEncoded(): number {
    const first = this.uint8();
    if (first < 0xfb) return first;
    if (first === 0xfc) return this.uint(2);
    if (first === 0xfd) return this.uint(3);
    if (first === 0xfe) return Number(this.uint64());
    throw new RangeError('no length');
  }
}
