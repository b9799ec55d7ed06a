/** Bytes that have a meaning in SQL. */
export const byte = {
  tab: 9,
  newline: 10,
  carriageReturn: 13,
  space: 32,
  exclamation: 33,
  doubleQuote: 34,
  hash: 35,
  dollar: 36,
  quote: 39,
  open: 40,
  close: 41,
  star: 42,
  plus: 43,
  comma: 44,
  dash: 45,
  dot: 46,
  slash: 47,
  at: 64,
  capitalM: 77,
  backslash: 92,
  underscore: 95,
  backtick: 96,
} as const;

/** White space as the clients see it. */
export function isSpace(code: number): boolean {
  return code === byte.space || (code >= byte.tab && code <= byte.carriageReturn);
}

/** Part of a name without quotes, of a keyword or of a number: letters, digits, `_`, `$` and all bytes above ASCII. */
export function isWord(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === byte.underscore ||
    code === byte.dollar ||
    code >= 128
  );
}
