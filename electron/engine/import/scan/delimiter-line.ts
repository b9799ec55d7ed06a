import { byte, isSpace } from './bytes.ts';

/** A longer line is no DELIMITER line. */
export const maxDelimiterLine = 1024; // bytes
const word = Buffer.from('delimiter');

/**
 * Reads a DELIMITER line that begins at `at`: the delimiter, the line's end and where the next line begins. Null where
 * there is none, `more` where that can't be said yet.
 */
export function delimiterLine(
  bytes: Buffer,
  at: number,
  end: number,
  isLast: boolean,
): { readonly delimiter: Buffer; readonly until: number; readonly next: number } | 'more' | null {
  const wordEnd = at + word.length;
  for (let index = 0; index < word.length; index += 1) {
    if (at + index >= end || ((bytes[at + index] as number) | 0x20) !== word[index]) return null;
  }
  if (wordEnd >= end || !isSpace(bytes[wordEnd] as number)) return null;
  const limit = Math.min(end, at + maxDelimiterLine);
  let until = wordEnd;
  while (until < limit && bytes[until] !== byte.newline) until += 1;
  if (until - at >= maxDelimiterLine) return null;
  if (until === end && !isLast) return 'more';
  const delimiter = firstWord(bytes, wordEnd, until);
  return delimiter.length === 0 ? null : { delimiter, until, next: until };
}

function firstWord(bytes: Buffer, from: number, until: number): Buffer {
  let start = from;
  while (start < until && isSpace(bytes[start] as number)) start += 1;
  let stop = start;
  while (stop < until && !isSpace(bytes[stop] as number)) stop += 1;
  return Buffer.from(bytes.subarray(start, stop));
}
