import { SignalboxError } from '../../../../shared/domain/errors.ts';
import { headBytes } from './archive-kind.ts';

const foreign: readonly (readonly [string, string])[] = [
  ['PK\u0003\u0004', 'a zip archive: unpack it first'],
  ['7z\u00bc\u00af', 'a 7z archive: unpack it first'],
  ['SQLite format 3', 'an SQLite database'],
  ['PGDMP', 'a dump of PostgreSQL'],
  ['\u007fELF', 'a program'],
  ['\u00febin', 'a binary log'],
  ['<?xml', 'XML, as dump programs write it with --xml: take the dump without that option'],
  ['<!DOCTYPE', 'a web page'],
  ['<html', 'a web page'],
];

/**
 * Looks at the first unpacked bytes. What stands before the first quote of a dump has no control characters; behind it
 * any byte is fair.
 * @throws SignalboxError `dump-not-sql` (details: what) for empty, binary and UTF-16 files.
 */
export function assertText(head: Buffer, name: string): void {
  const what = whatElse(head.subarray(0, headBytes));
  if (what === null) return;
  throw new SignalboxError('dump-not-sql', `${name} is no dump: it is ${what}.`, { details: { what, offset: 0 } });
}

function whatElse(head: Buffer): string | null {
  if (head.length === 0) return 'empty';
  const text = head.toString('latin1');
  const known = foreign.find(([mark]) => text.startsWith(mark));
  if (known !== undefined) return known[1];
  if (text.slice(257, 262) === 'ustar') return 'a tar archive: unpack it first';
  if (isUtf16(head))
    return 'text in UTF-16, which no server reads: take the dump with --result-file, or convert it to UTF-8';
  return isBinary(head) ? 'binary' : null;
}

function isUtf16(head: Buffer): boolean {
  const [first, second] = head;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const sample = head.subarray(0, 64);
  const zeros = (odd: number) => sample.filter((code, index) => index % 2 === odd && code === 0).length;
  return sample.length >= 8 && (zeros(0) > sample.length / 3 || zeros(1) > sample.length / 3);
}

function isBinary(head: Buffer): boolean {
  for (const code of head) {
    if (code === 0x27 || code === 0x22 || code === 0x60) return false;
    if (code < 9 || (code > 13 && code < 32) || code === 127) return true;
  }
  return false;
}
