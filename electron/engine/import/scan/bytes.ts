/** Bytes that have a meaning in SQL, and what the scanner does at them. */
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

/** Classes of bytes; `plain` needs no look. */
export const byteClass = { plain: 0, quote: 1, newline: 2, open: 3, close: 4, dash: 5, special: 6 } as const;

/** Byte → class, for a delimiter that begins with `first`. */
export function classesFor(first: number): Uint8Array {
  const classes = new Uint8Array(256);
  for (const quote of [byte.quote, byte.doubleQuote, byte.backtick]) classes[quote] = byteClass.quote;
  classes[byte.newline] = byteClass.newline;
  classes[byte.open] = byteClass.open;
  classes[byte.close] = byteClass.close;
  classes[byte.dash] = byteClass.dash;
  for (const special of [byte.hash, byte.slash, first]) classes[special] = byteClass.special;
  return classes;
}

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
