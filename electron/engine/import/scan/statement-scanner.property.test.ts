import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import { referencePieces } from '../testing/reference-scanner.ts';
import { scanAll } from '../testing/scan-all.ts';

/** Bits of which every mark, escape and border of a dump can come together. */
const bits = [
  "'",
  '"',
  '`',
  '\\',
  '\\\\',
  "\\'",
  "''",
  ';',
  ';;',
  '$$',
  '//',
  '/',
  '*',
  '/*',
  '*/',
  '/*!',
  '/*!40101 ',
  '/*M!',
  '/*M!100100 ',
  '/*+',
  '--',
  '-- ',
  '--\n',
  '-',
  '#',
  '\n',
  '\r\n',
  ' ',
  '\t',
  ',',
  '(',
  ')',
  '),(',
  '),\n(',
  'DELIMITER ;;\n',
  'delimiter //\n',
  '\nDELIMITER $$\r\n',
  'DELIMITER ;\n',
  'delimiter',
  'DELIMITER x',
  'DELIMITER x234567890123456789\n',
  'x234567890123456789',
  'a',
  'INSERT INTO t VALUES ',
  '\0',
  '\xff',
  '\xc3\xa9',
  'x'.repeat(70),
  '/*M!999999\\- sandbox */ ',
];
const soup = fc.array(fc.constantFrom(...bits), { maxLength: 20 }).map((parts) => parts.join(''));

const anyString = fc
  .tuple(fc.constantFrom("'", '"', '`'), fc.array(fc.constantFrom(...bits, 'word', '\\0', '\\n'), { maxLength: 12 }))
  .map(([quote, parts]) => {
    const inner = parts
      .join('')
      .replaceAll('\\', quote === '`' ? '' : '\\\\')
      .replaceAll(quote, quote + quote);
    return `${quote}${inner}${quote}`;
  });
const value = fc.oneof(
  anyString,
  fc.integer().map(String),
  fc.constantFrom('NULL', '0xFF', "_binary 'x\\'y'", '-1.5e-3', "b'01'"),
);
const row = fc.array(value, { minLength: 1, maxLength: 6 }).map((values) => `(${values.join(',')})`);
const insert = fc
  .tuple(fc.constantFrom(',', ',\n', ', '), fc.array(row, { minLength: 1, maxLength: 6 }))
  .map(([separator, rows]) => `INSERT INTO \`t\` VALUES ${rows.join(separator)}`);
const other = fc.constantFrom(
  '/*!40101 SET NAMES utf8mb4 */',
  "CREATE TABLE `a;b` (`c` int COMMENT 'it''s;') -- x",
  '/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`b`*/ /*!50003 TRIGGER x */',
  'USE `x`',
  'SELECT 1 /* ; */ + 1 # ;\n+ 1',
);
const dump = fc
  .array(
    fc.tuple(
      fc.oneof(insert, other),
      fc.constantFrom(';\n', ';\r\n', ';', ' ;\n\n', ";\n-- note; it's\n", ';\n/* a;b */\n'),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.flat().join(''));

/** What the scanner says, in the reference's words. */
function pieces(text: string, cuts: readonly number[], largestWindow?: number, sqlMode = '') {
  try {
    const options = largestWindow === undefined ? { sqlMode } : { sqlMode, largestWindow };
    return scanAll(Buffer.from(text, 'latin1'), cuts, options).map((piece) => ({
      kind: piece.kind,
      offset: piece.offset,
      line: piece.line,
      text: piece.text,
      terminated: piece.kind !== 'statement' || piece.terminated,
    }));
  } catch (error) {
    if (error instanceof SignalboxError && error.code === 'dump-truncated') return 'truncated';
    throw error;
  }
}

function expected(text: string, noBackslashEscapes = false) {
  const found = referencePieces(text, noBackslashEscapes);
  return found.includes(null) ? 'truncated' : found;
}

test.each([
  ['a soup of marks', soup],
  ['dumps of a grammar', dump],
])('%s, cut at every byte, gives the statements of the reference', (_title, texts) => {
  fc.assert(
    fc.property(texts, (text) => {
      const everywhere = Array.from({ length: text.length }, (_byte, index) => index);
      expect(pieces(text, everywhere)).toEqual(expected(text));
    }),
    { numRuns: 150, interruptAfterTimeLimit: 8000, markInterruptAsFailure: false },
  );
});

test.each([
  ['a soup of marks', soup, ''],
  ['a soup of marks without escapes', soup, 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'],
  ['dumps of a grammar', dump, ''],
])('%s, cut anywhere, with small and large windows, too', (_title, texts, sqlMode) => {
  const cuts = fc.array(fc.nat(2000), { maxLength: 6 });
  fc.assert(
    fc.property(texts, cuts, fc.constantFrom(2048, 2200, undefined), (text, places, window) => {
      const long = text.repeat(Math.ceil(2500 / (text.length + 1)));
      const inside = places.filter((place) => place < long.length).sort((a, b) => a - b);
      expect(pieces(long, inside, window, sqlMode)).toEqual(expected(long, sqlMode !== ''));
    }),
    { numRuns: 150, interruptAfterTimeLimit: 8000, markInterruptAsFailure: false },
  );
});
