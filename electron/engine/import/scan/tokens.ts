import { byte, isSpace, isWord } from './bytes.ts';

/**
 * A token of a statement; white space, comments and the marks around executable comments are passed over, so that what
 * is in an executable comment counts as code. `start` and `end` are places in the statement's bytes, quotes included.
 */
export interface Token {
  /** `word`: a keyword, a name without quotes or a number. `name`: in backticks. `text`: in ' or ". `variable`: @x, @@x. */
  readonly kind: 'word' | 'name' | 'text' | 'variable' | 'symbol' | 'end';
  readonly start: number;
  readonly end: number;
}

/** How strings are read: the parts of sql_mode that matter. */
export interface StringRules {
  readonly noBackslashEscapes: boolean;
}

export const usualStrings: StringRules = { noBackslashEscapes: false };

/** Reads the tokens of a statement one after another. */
export class TokenReader {
  readonly bytes: Buffer;
  readonly #rules: StringRules;
  /** Where the next token is looked for. */
  at: number;

  constructor(bytes: Buffer, rules: StringRules = usualStrings, at = 0) {
    this.bytes = bytes;
    this.#rules = rules;
    this.at = at;
  }

  next(): Token {
    this.#skip();
    const start = this.at;
    const code = this.bytes[start];
    if (code === undefined) return { kind: 'end', start, end: start };
    if (code === byte.backtick) return this.#quoted('name', start);
    if (code === byte.quote || code === byte.doubleQuote) return this.#quoted('text', start);
    if (code === byte.at) return this.#variable(start);
    if (isWord(code)) return this.#to('word', start, this.#wordEnd(start));
    return this.#to('symbol', start, start + 1);
  }

  /** The next token, which stays the next one. */
  peek(): Token {
    const at = this.at;
    const token = this.next();
    this.at = at;
    return token;
  }

  /** A word in capitals, other tokens as they stand (latin1: a byte a character). */
  textOf(token: Token): string {
    const text = this.bytes.toString('latin1', token.start, token.end);
    return token.kind === 'word' ? text.toUpperCase() : text;
  }

  /** Takes the next tokens if they are these words or symbols, in this order. */
  take(...texts: readonly string[]): boolean {
    const before = this.at;
    for (const text of texts) {
      const token = this.next();
      if ((token.kind !== 'word' && token.kind !== 'symbol') || this.textOf(token) !== text) {
        this.at = before;
        return false;
      }
    }
    return true;
  }

  #to(kind: Token['kind'], start: number, end: number): Token {
    this.at = end;
    return { kind, start, end };
  }

  #skip(): void {
    const { bytes } = this;
    for (;;) {
      const at = this.at;
      const code = bytes[at];
      if (code === undefined) return;
      if (isSpace(code)) this.at += 1;
      else if (code === byte.slash && bytes[at + 1] === byte.star) this.#skipComment(at);
      else if (code === byte.star && bytes[at + 1] === byte.slash) this.at += 2;
      else if (code === byte.hash || this.#isDashes(at)) this.#skipLine(at);
      else return;
    }
  }

  #isDashes(at: number): boolean {
    return this.bytes[at] === byte.dash && this.bytes[at + 1] === byte.dash && (this.bytes[at + 2] ?? 0) <= byte.space;
  }

  #skipLine(at: number): void {
    const found = this.bytes.indexOf(byte.newline, at);
    this.at = found < 0 ? this.bytes.length : found + 1;
  }

  #skipComment(at: number): void {
    const { bytes } = this;
    const isMariadb = bytes[at + 2] === byte.capitalM && bytes[at + 3] === byte.exclamation;
    if (bytes[at + 2] === byte.exclamation || isMariadb) {
      this.at = at + (isMariadb ? 4 : 3);
      while (isDigit(bytes[this.at])) this.at += 1;
      return;
    }
    const found = bytes.indexOf('*/', at + 2, 'latin1');
    this.at = found < 0 ? bytes.length : found + 2;
  }

  #quoted(kind: 'name' | 'text', start: number): Token {
    const quote = this.bytes[start] as number;
    const escapes = quote !== byte.backtick && !this.#rules.noBackslashEscapes;
    let at = start + 1;
    for (; at < this.bytes.length; at += 1) {
      if (this.bytes[at] === byte.backslash && escapes) at += 1;
      else if (this.bytes[at] === quote) {
        if (this.bytes[at + 1] !== quote) break;
        at += 1;
      }
    }
    return this.#to(kind, start, Math.min(at + 1, this.bytes.length));
  }

  #variable(start: number): Token {
    let at = start + 1;
    if (this.bytes[at] === byte.at) at += 1;
    const code = this.bytes[at];
    if (code === byte.backtick || code === byte.quote || code === byte.doubleQuote) {
      return this.#to('variable', start, this.#quoted('name', at).end);
    }
    while (isWord(this.bytes[at] ?? 0) || this.bytes[at] === byte.dot) at += 1;
    return this.#to('variable', start, at);
  }

  #wordEnd(start: number): number {
    let at = start;
    while (at < this.bytes.length && isWord(this.bytes[at] as number)) at += 1;
    return at;
  }
}

function isDigit(code: number | undefined): boolean {
  return code !== undefined && code >= 48 && code <= 57;
}

/** The text in quotes, in UTF-8, with doubled quotes and backslash escapes undone. */
export function unquoted(bytes: Buffer, token: Token, rules: StringRules = usualStrings): string {
  const first = bytes[token.start] as number;
  if (first !== byte.backtick && first !== byte.quote && first !== byte.doubleQuote) {
    return bytes.toString('utf8', token.start, token.end);
  }
  const inner = bytes.subarray(token.start + 1, token.end - 1);
  if (!inner.includes(first) && !inner.includes(byte.backslash)) return inner.toString('utf8');
  const escapes = first !== byte.backtick && !rules.noBackslashEscapes;
  const out: number[] = [];
  for (let at = 0; at < inner.length; at += 1) {
    const code = inner[at] as number;
    const isEscape = escapes && code === byte.backslash;
    if (isEscape || code === first) at += 1;
    out.push(isEscape ? escapedByte(inner[at] ?? code) : code);
  }
  return Buffer.from(out).toString('utf8');
}

const escapedBytes: Readonly<Record<number, number>> = { 48: 0, 98: 8, 110: 10, 114: 13, 116: 9, 90: 26 };

function escapedByte(code: number): number {
  return escapedBytes[code] ?? code;
}
