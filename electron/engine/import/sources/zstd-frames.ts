type State = 'magic' | 'skippable' | 'header' | 'block' | 'content' | 'checksum';

/**
 * Finds the ends of zstd frames (RFC 8878) in a stream of bytes, as Node's zlib unpacks the first frame alone. `take`
 * stored bytes; it answers with parts that each belong to one frame.
 */
export class ZstdFrames {
  #state: State = 'magic';
  /** Bytes of the field that is being read. */
  #field: number[] = [];
  #wanted = 4;
  /** Bytes to pass over. */
  #left = 0;
  #isLast = false;
  #hasChecksum = false;

  /** True between frames: the stream may end here. */
  get between(): boolean {
    return this.#state === 'magic' && this.#field.length === 0 && this.#left === 0;
  }

  /** Parts of the chunk; `ends` where a frame (skippable ones count) is over behind it. */
  take(chunk: Buffer): readonly { readonly bytes: Buffer; readonly ends: boolean }[] {
    const parts: { bytes: Buffer; ends: boolean }[] = [];
    let from = 0;
    for (let at = 0; at < chunk.length;) {
      const passed = this.#passOver(chunk.length - at);
      at += passed;
      if (passed === 0) {
        this.#field.push(chunk[at] as number);
        at += 1;
        if (this.#field.length === this.#wanted) this.#fieldRead();
      }
      if (this.between) {
        parts.push({ bytes: chunk.subarray(from, at), ends: true });
        from = at;
      }
    }
    if (from < chunk.length) parts.push({ bytes: chunk.subarray(from), ends: false });
    return parts;
  }

  /** Bytes of contents, of which nothing need be known. */
  #passOver(available: number): number {
    const count = Math.min(this.#left, available);
    this.#left -= count;
    if (count > 0 && this.#left === 0) this.#contentOver();
    return count;
  }

  #fieldRead(): void {
    const value = this.#field.reduceRight((sum, code) => sum * 256 + code, 0);
    switch (this.#state) {
      case 'magic':
        if (isSkippable(value)) this.#expect('skippable', 4);
        else this.#expect('header', 1);
        break;
      case 'skippable':
        this.#expect('magic', 4);
        this.#left = value;
        break;
      case 'header':
        this.#headerRead(this.#field[0] as number);
        break;
      case 'block':
        this.#blockRead(value);
        break;
      case 'checksum':
      case 'content':
        this.#expect('magic', 4);
    }
  }

  #headerRead(descriptor: number): void {
    this.#hasChecksum = (descriptor & 4) !== 0;
    const isSingle = (descriptor & 32) !== 0;
    const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] as number;
    const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] as number;
    this.#isLast = false;
    this.#expect('content', 0);
    this.#left = (isSingle ? 0 : 1) + dictionaryBytes + sizeBytes;
  }

  #blockRead(header: number): void {
    this.#isLast = (header & 1) !== 0;
    const isRepeated = ((header >> 1) & 3) === 1; // one byte stands for all of the block
    this.#expect('content', 0);
    this.#left = isRepeated ? 1 : header >> 3;
    if (this.#left === 0) this.#contentOver();
  }

  /** After the rest of the header, or a block. */
  #contentOver(): void {
    if (this.#state === 'magic') return;
    if (!this.#isLast) this.#expect('block', 3);
    else if (this.#hasChecksum) this.#expect('checksum', 4);
    else this.#expect('magic', 4);
  }

  #expect(state: State, wanted: number): void {
    this.#state = state;
    this.#wanted = wanted;
    this.#field = [];
  }
}

function isSkippable(magic: number): boolean {
  return magic >= 0x184d2a50 && magic <= 0x184d2a5f;
}
