// Constants of this module are folded into the loops; properties of an imported object are not.
const newline = 10;
const star = 42;
const backslash = 92;

const shortString = 40; // bytes: up to here a loop is quicker than a call of indexOf

/** Finds the ends of strings and comments, and counts the lines in them. Results are in its fields, for speed. */
export class StringSkipper {
  /** Where the last `skip` ended: behind the closing mark, or where to go on with more bytes. */
  at = 0;
  /** Newlines that the last `skip` went over. */
  lines = 0;
  #bytes: Buffer = Buffer.alloc(0);
  /** There is no newline from `#calmFrom` to here. */
  #calmFrom = 0;
  #calmUntil = 0;

  /** The bytes to look at from now on. */
  look(bytes: Buffer, end: number): void {
    this.#bytes = bytes.subarray(0, end);
    this.#calmFrom = this.#calmUntil = 0;
  }

  /** From inside a string or comment to behind `mark` (a quote; newline; star for a block comment); true if it is there. */
  skip(from: number, mark: number, escapes: boolean): boolean {
    this.lines = 0;
    if (mark === newline) return this.#skipLine(from);
    if (mark === star) return this.#skipBlock(from);
    return this.#skipString(from, mark, escapes);
  }

  #skipLine(from: number): boolean {
    const found = this.#bytes.indexOf(newline, from);
    this.at = found < 0 ? this.#bytes.length : found + 1;
    this.lines = found < 0 ? 0 : 1;
    return found >= 0;
  }

  #skipBlock(from: number): boolean {
    const found = this.#bytes.indexOf('*/', from, 'latin1');
    this.at = found < 0 ? Math.max(from, this.#bytes.length - 1) : found + 2;
    this.#countLines(from, this.at);
    return found >= 0;
  }

  #skipString(from: number, quote: number, escapes: boolean): boolean {
    const bytes = this.#bytes;
    const stop = Math.min(bytes.length, from + shortString);
    let at = from;
    while (at < stop) {
      const code = bytes[at] as number;
      if (code === quote) {
        this.at = at + 1;
        return true;
      }
      if (code === backslash && escapes) {
        if (at + 1 >= bytes.length) break;
        at += 1;
        if (bytes[at] === newline) this.lines += 1;
      } else if (code === newline) {
        this.lines += 1;
      }
      at += 1;
    }
    return this.#skipLong(at, quote, escapes);
  }

  /** Jumps from quote to quote; one behind an odd number of backslashes is escaped. */
  #skipLong(from: number, quote: number, escapes: boolean): boolean {
    const bytes = this.#bytes;
    let at = from;
    for (;;) {
      const found = bytes.indexOf(quote, at);
      const until = found < 0 ? bytes.length : found;
      const escaped = escapes && isEscaped(bytes, at, until);
      if (found < 0) {
        this.at = escaped ? until - 1 : until;
        this.#countLines(from, this.at);
        return false;
      }
      at = found + 1;
      if (!escaped) {
        this.at = at;
        this.#countLines(from, at);
        return true;
      }
    }
  }

  #countLines(from: number, until: number): void {
    if (from >= this.#calmFrom && until <= this.#calmUntil) return;
    let at = from;
    for (;;) {
      const found = this.#bytes.indexOf(newline, at);
      if (found < 0 || found >= until) {
        this.#calmFrom = at;
        this.#calmUntil = found < 0 ? this.#bytes.length : found;
        return;
      }
      this.lines += 1;
      at = found + 1;
    }
  }
}

/** Whether an odd number of backslashes stands before `at`, none of them before `from`. */
function isEscaped(bytes: Buffer, from: number, at: number): boolean {
  let first = at;
  while (first > from && bytes[first - 1] === backslash) first -= 1;
  return (at - first) % 2 === 1;
}
