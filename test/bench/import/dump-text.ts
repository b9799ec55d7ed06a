/** Repeatable randomness (mulberry32), so that two runs scan the same bytes. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

type Random = () => number;

const whole = (random: Random, below: number): number => Math.floor(random() * below);

const words =
  'replica source binary log position it\\\'s said \\"so\\" über the line\\n next, (bracket); -- no # comment'.split(
    ' ',
  );

function sentence(random: Random): string {
  return Array.from({ length: 8 + whole(random, 60) }, () => words[whole(random, words.length)]).join(' ');
}

function date(random: Random): string {
  return `'20${String(10 + whole(random, 16))}-0${String(1 + whole(random, 9))}-1${String(whole(random, 10))} 12:34:56'`;
}

function textRow(random: Random): Buffer {
  return Buffer.from(`(${String(whole(random, 1e9))},'${sentence(random)}','${sentence(random)}',${date(random)})`);
}

function numberRow(random: Random): Buffer {
  const integers = Array.from({ length: 6 }, () => String(whole(random, 2e9) - 1e9));
  return Buffer.from(
    `(${integers.join(',')},${random().toFixed(6)},${(random() * 1e5).toFixed(2)},NULL,${date(random)})`,
  );
}

const escapes = new Map([
  [0, '\\0'],
  [10, '\\n'],
  [13, '\\r'],
  [26, '\\Z'],
  [34, '\\"'],
  [39, "\\'"],
  [92, '\\\\'],
]);

function blobRow(random: Random): Buffer {
  const bytes: number[] = [];
  for (let left = 500 + whole(random, 4000); left > 0; left -= 1) {
    const code = whole(random, 256);
    const escaped = escapes.get(code);
    if (escaped === undefined) bytes.push(code);
    else bytes.push(...Buffer.from(escaped));
  }
  return Buffer.concat([
    Buffer.from(`(${String(whole(random, 1e9))},_binary '`),
    Buffer.from(bytes),
    Buffer.from("')"),
  ]);
}

export interface DumpText {
  readonly title: string;
  readonly row: (random: Random) => Buffer;
  /** What stands between VALUES and the first row, and between two rows. */
  readonly separator: string;
}

export const dumpTexts: readonly DumpText[] = [
  { title: 'text', row: textRow, separator: ',' },
  { title: 'numbers', row: numberRow, separator: ',' },
  { title: 'blobs', row: blobRow, separator: ',' },
  { title: 'text, a row a line', row: textRow, separator: ',\n' },
  { title: 'numbers, a row a line', row: numberRow, separator: ',\n' },
];

/** INSERT statements of about `statementBytes`, `bytes` together, that end with a whole statement. */
export function makeStatements(text: DumpText, bytes: number, statementBytes = 1_000_000): Buffer {
  const random = randomFrom(7);
  const parts: Buffer[] = [];
  const separator = Buffer.from(text.separator);
  for (let total = 0; total < bytes;) {
    parts.push(Buffer.from(`INSERT INTO \`t\` VALUES${text.separator === ',' ? ' ' : '\n'}`));
    for (let size = 0; size < statementBytes && total < bytes;) {
      const row = text.row(random);
      if (size > 0) parts.push(separator);
      parts.push(row);
      size += row.length;
      total += row.length;
    }
    parts.push(Buffer.from(';\n'));
  }
  return Buffer.concat(parts);
}
