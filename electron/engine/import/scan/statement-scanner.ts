import { SignalboxError } from '../../../../shared/domain/errors.ts';
import { byte, isSpace } from './bytes.ts';
import { classesFor, scanCode } from './code-place.ts';
import type { CodePlace } from './code-place.ts';
import { delimiterLine, maxDelimiterLine } from './delimiter-line.ts';
import type { CommentPiece, DelimiterPiece, Piece, StatementPiece } from './piece.ts';
import { plainSqlMode, sqlModeAfter } from './sql-mode.ts';
import type { SqlModeMemory } from './sql-mode.ts';
import { StringSkipper } from './string-skipper.ts';
import { Window } from './window.ts';

export interface ScannerOptions {
  /** Bytes kept in one block; a longer statement is put together from several. */
  readonly largestWindow?: number; // bytes
  /** The sql_mode of the session at the start of the file: NO_BACKSLASH_ESCAPES and ANSI_QUOTES change what a string is. */
  readonly sqlMode?: string;
}

const firstWindow = 2 ** 21; // bytes
const defaultLargest = 2 ** 24; // bytes
const longestMark = 16; // bytes: that of the sandbox comment is shorter
const sandboxMark = Buffer.from('/*M!999999\\-');
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** What the scanner is in: nothing yet, a comment between statements, a statement. */
type Within = 'between' | 'comment' | 'statement';

/**
 * Cuts the bytes of a dump into statements, the comments between them and DELIMITER lines, as the families' own clients
 * do: `push` a chunk, take pieces with `next` until it returns null, and so on; at the end `finish`, and `next` again.
 * A delimiter inside an executable comment ends the statement, as in the clients.
 */
export class StatementScanner {
  readonly #window: Window;
  #waiting: Buffer = Buffer.alloc(0);
  #finished = false;
  /** Where the scan goes on, in the window. `inside` is a quote, or newline or star for the kinds of comments. */
  readonly #place: CodePlace = { at: 0, line: 1, depth: 0, groups: 0, inside: 0 };
  #within: Within = 'between';
  #pieceLine = 1;
  /** A top-level group has ended and what comes next is not yet known. */
  #behindGroup = false;
  #gaps = 0;
  #delimiter: Buffer = Buffer.from(';');
  #classes = classesFor(0x3b);
  /** Bytes that must be there to tell what a byte is the beginning of. */
  #lookAhead = longestMark;
  #sqlMode: SqlModeMemory;
  readonly #strings = new StringSkipper();

  constructor(options: ScannerOptions = {}) {
    const largest = Math.max(options.largestWindow ?? defaultLargest, 2 * maxDelimiterLine);
    this.#window = new Window(Math.min(firstWindow, largest), largest);
    this.#sqlMode = plainSqlMode(options.sqlMode ?? '');
  }

  /** Bytes of the stream that belong to pieces already returned, or to what is between them. */
  get scanned(): number {
    return this.#window.startOffset;
  }

  /** Hands over the next bytes, which must not change until `next` returns null. The earlier ones must be used up. */
  push(chunk: Buffer): void {
    if (this.#waiting.length > 0) throw new Error('the scanner has bytes left: take pieces until there are none');
    this.#waiting = chunk;
    this.#refill();
  }

  /** There are no more bytes. */
  finish(): void {
    this.#finished = true;
  }

  /**
   * The next piece; null when more bytes are needed, or, after `finish`, when there are no more pieces.
   * The piece's bytes are valid until the next call.
   * @throws SignalboxError `dump-truncated` (details: offset, line) when the file ends inside a string or a comment.
   */
  next(): Piece | null {
    for (;;) {
      const piece = this.#step();
      if (piece !== null) return piece;
      if (!this.#refill()) return this.#finished ? this.#rest() : null;
    }
  }

  #step(): Piece | null {
    if (this.#within === 'between') {
      const found = this.#begin();
      if (found !== 'begun') return found;
    }
    if (this.#within === 'comment') return this.#skipInside() ? this.#comment() : null;
    return this.#scan() ? this.#statement(true) : null;
  }

  /** Moves waiting bytes into the window; false when there are none. */
  #refill(): boolean {
    if (this.#waiting.length === 0) return false;
    if (this.#window.isFull) {
      this.#window.setAside(this.#place.at);
      this.#place.at = 0;
    }
    const ahead = this.#place.at - this.#window.start;
    const taken = this.#window.take(this.#waiting);
    this.#place.at = this.#window.start + ahead;
    this.#waiting = this.#waiting.subarray(taken);
    this.#strings.look(this.#window.bytes, this.#window.end);
    return true;
  }

  /** Looks for the next thing after white space; `begun` when a comment or statement has begun, null for more bytes. */
  #begin(): DelimiterPiece | 'begun' | null {
    this.#skipSpace();
    const { bytes, end } = this.#window;
    const at = this.#place.at;
    if (at === end || (end - at < this.#lookAhead && !this.#finished)) return null;
    if (this.#isDelimiter(at)) {
      this.#place.at = this.#window.start = at + this.#delimiter.length;
      return this.#begin();
    }
    this.#pieceLine = this.#place.line;
    const comment = this.#commentMark(at);
    if (comment !== 0) {
      this.#within = 'comment';
      this.#place.inside = comment;
      this.#place.at += comment === byte.star ? 2 : 1;
      return 'begun';
    }
    const line = delimiterLine(bytes, at, end, this.#finished);
    if (line === 'more') return null;
    if (line !== null) return this.#changeDelimiter(line);
    this.#within = 'statement';
    this.#place.depth = this.#place.groups = this.#gaps = 0;
    this.#behindGroup = false;
    return 'begun';
  }

  #skipSpace(): void {
    const { bytes, end } = this.#window;
    if (
      this.#place.at === 0 &&
      this.#window.offset === 0 &&
      bytes.subarray(0, Math.min(end, 3)).equals(byteOrderMark)
    ) {
      this.#place.at = 3;
    }
    while (this.#place.at < end && isSpace(bytes[this.#place.at] as number)) {
      if (bytes[this.#place.at] === byte.newline) this.#place.line += 1;
      this.#place.at += 1;
    }
    this.#window.start = this.#place.at;
  }

  /** Newline or star for a comment that begins at `at`, before any statement; 0 for none. */
  #commentMark(at: number): number {
    const { bytes } = this.#window;
    const first = bytes[at];
    if (first === byte.hash || (first === byte.dash && bytes[at + 1] === byte.dash && at + 1 < this.#window.end)) {
      return byte.newline;
    }
    const isSandbox = sandboxMark.compare(bytes, at, Math.min(at + sandboxMark.length, this.#window.end)) === 0;
    return isSandbox || this.#isPlainComment(at) ? byte.star : 0;
  }

  #isPlainComment(at: number): boolean {
    const { bytes, end } = this.#window;
    if (at + 1 >= end || bytes[at] !== byte.slash || bytes[at + 1] !== byte.star) return false;
    const third = at + 2 < end ? bytes[at + 2] : 0;
    const fourth = at + 3 < end ? bytes[at + 3] : 0;
    return third !== byte.exclamation && !(third === byte.capitalM && fourth === byte.exclamation);
  }

  #isDelimiter(at: number): boolean {
    const length = this.#delimiter.length;
    if (at + length > this.#window.end) return false;
    for (let index = 0; index < length; index += 1) {
      if (this.#window.bytes[at + index] !== this.#delimiter[index]) return false;
    }
    return true;
  }

  #changeDelimiter(line: {
    readonly delimiter: Buffer;
    readonly until: number;
    readonly next: number;
  }): DelimiterPiece {
    const offset = this.#window.startOffset;
    this.#delimiter = line.delimiter;
    this.#classes = classesFor(line.delimiter[0] as number);
    this.#lookAhead = Math.max(longestMark, line.delimiter.length);
    this.#place.at = line.next;
    const bytes = this.#window.cut(line.until, line.next);
    return { kind: 'delimiter', offset, line: this.#pieceLine, bytes, delimiter: line.delimiter.toString('latin1') };
  }

  /** Through the code of a statement: true at its delimiter, false where the bytes end. */
  #scan(): boolean {
    const place = this.#place;
    const { bytes, end } = this.#window;
    for (;;) {
      if (place.inside !== 0 && !this.#skipInside()) return false;
      if (this.#behindGroup && !this.#afterGroup(place.at)) return false;
      scanCode(place, bytes, end, this.#classes);
      if (place.inside !== 0) continue;
      if (place.at >= end) return false;
      if (this.#isDelimiter(place.at)) return true;
      if (end - place.at < this.#lookAhead && !this.#finished) return false;
      if (!this.#closerLook(place.at)) return false;
    }
  }

  /** What `scanCode` stopped at; false when more bytes are needed. */
  #closerLook(at: number): boolean {
    const place = this.#place;
    const code = this.#window.bytes[at] as number;
    if (code === byte.close && place.depth <= 1) return this.#afterGroup(at + 1);
    if (code === byte.hash || code === byte.slash || code === byte.dash) return this.#commentOrNot(at);
    if (code === byte.quote || code === byte.doubleQuote || code === byte.backtick) place.inside = code;
    if (code === byte.newline) place.line += 1;
    if (code === byte.close) place.depth -= 1;
    if (code === byte.open) {
      if (place.depth === 0) place.groups += 1;
      place.depth += 1;
    }
    place.at = at + 1;
    return true;
  }

  /** After a top-level group: to the next one, or a gap is counted; false where the bytes end before. */
  #afterGroup(after: number): boolean {
    const { bytes, end } = this.#window;
    let at = after;
    for (; at < end; at += 1) {
      const code = bytes[at] as number;
      if (code === byte.newline) this.#place.line += 1;
      else if (code !== byte.comma && !isSpace(code)) break;
    }
    this.#place.at = at;
    this.#place.depth = 0;
    this.#behindGroup = end - at < this.#lookAhead && !this.#finished;
    if (this.#behindGroup) return false;
    if (at < end && bytes[at] !== byte.open && !this.#isDelimiter(at)) this.#gaps += 1;
    return true;
  }

  /** A dash, hash or slash; false when the bytes end inside the comment. */
  #commentOrNot(at: number): boolean {
    const { bytes, end } = this.#window;
    const isDash = bytes[at] === byte.dash && bytes[at + 1] === byte.dash && at + 1 < end;
    if (bytes[at] === byte.hash || (isDash && (at + 2 >= end || (bytes[at + 2] as number) <= byte.space))) {
      this.#place.inside = byte.newline;
      this.#place.at = at + 1;
      return this.#skipInside();
    }
    if (this.#isPlainComment(at)) {
      this.#place.inside = byte.star;
      this.#place.at = at + 2;
      return this.#skipInside();
    }
    this.#place.at = at + 1;
    return true;
  }

  /** To the end of a string or comment; false where the bytes end before. */
  #skipInside(): boolean {
    const strings = this.#strings;
    const closed = strings.skip(this.#place.at, this.#place.inside, this.#escapes());
    this.#place.at = strings.at;
    this.#place.line += strings.lines;
    if (closed) this.#place.inside = 0;
    return closed;
  }

  #escapes(): boolean {
    if (this.#place.inside === byte.quote) return !this.#sqlMode.noBackslashEscapes;
    return this.#place.inside === byte.doubleQuote && !this.#sqlMode.noBackslashEscapes && !this.#sqlMode.ansiQuotes;
  }

  #statement(terminated: boolean): StatementPiece {
    const offset = this.#window.startOffset;
    const { at, groups } = this.#place;
    const next = terminated ? at + this.#delimiter.length : at;
    const bytes = this.#window.cut(at, next);
    const { noBackslashEscapes } = this.#sqlMode;
    this.#place.at = next;
    this.#within = 'between';
    this.#sqlMode = sqlModeAfter(this.#sqlMode, bytes);
    const counts = { groups, gaps: this.#gaps };
    return { kind: 'statement', offset, line: this.#pieceLine, bytes, terminated, noBackslashEscapes, ...counts };
  }

  #comment(): CommentPiece {
    const { bytes } = this.#window;
    const offset = this.#window.startOffset;
    const isLine = bytes[this.#place.at - 1] === byte.newline;
    let until = isLine ? this.#place.at - 1 : this.#place.at;
    if (isLine && bytes[until - 1] === byte.carriageReturn && until > this.#window.start) until -= 1;
    this.#within = 'between';
    return { kind: 'comment', offset, line: this.#pieceLine, bytes: this.#window.cut(until, this.#place.at) };
  }

  /** What the file ends with, without a delimiter. */
  #rest(): Piece | null {
    if (this.#within === 'between') return null;
    if (this.#place.inside !== 0 && this.#place.inside !== byte.newline) throw this.#truncated();
    this.#place.inside = 0;
    return this.#within === 'comment' ? this.#comment() : this.#statement(false);
  }

  #truncated(): SignalboxError {
    const what = this.#place.inside === byte.star ? 'a comment' : 'a string';
    const offset = this.#window.startOffset;
    return new SignalboxError(
      'dump-truncated',
      `The dump ends inside ${what}, in the statement that begins in line ${String(this.#pieceLine)} (byte ${String(offset)}).`,
      { details: { offset, line: this.#pieceLine, end: this.#window.offset + this.#window.end } },
    );
  }
}
