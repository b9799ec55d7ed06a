/** Keeps the last bytes of what a program writes. */
export class OutputTail {
  readonly #most: number;
  #chunks: Buffer[] = [];
  #size = 0;
  #cut = false;

  /** `most`: bytes that are kept. */
  constructor(most: number) {
    this.#most = most;
  }

  add(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    if (this.#size > 2 * this.#most) this.#trim();
  }

  /** As text, with line breaks and tabs but no other control characters; `…` where its beginning was dropped. */
  text(): string {
    this.#trim();
    const whole = Buffer.concat(this.#chunks).toString('utf8').replace(/\r\n?/g, '\n');
    const plain = whole.replace(/[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/gu, '\u{FFFD}').trimEnd();
    return this.#cut ? `…${plain}` : plain;
  }

  #trim(): void {
    if (this.#size <= this.#most) return;
    const kept = Buffer.concat(this.#chunks).subarray(-this.#most);
    this.#chunks = [Buffer.from(kept)];
    this.#size = kept.length;
    this.#cut = true;
  }
}
