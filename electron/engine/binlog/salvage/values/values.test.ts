import fc from 'fast-check';
import { expect, test } from 'vitest';

import { ByteReader } from '../../decode/byte-reader.ts';
import { fieldType, type Column } from './column.ts';
import { readDecimal } from './decimal.ts';
import { jsonText } from './json.ts';
import { readSqlValue } from './sql-value.ts';

function column(type: number, changes: Partial<Column> = {}): Column {
  return {
    name: null,
    type,
    metadata: 0,
    unsigned: null,
    labels: null,
    text: 'unknown',
    inPrimaryKey: false,
    ...changes,
  };
}

function value(bytes: Buffer, of: Column): string {
  const reader = new ByteReader(bytes);
  const text = readSqlValue(reader, of);
  expect(reader.left).toBe(0);
  return text;
}

const digitBytes = [0, 1, 1, 2, 2, 3, 3, 4, 4, 4];

/** MySQL’s decimal2bin, written anew: groups of nine digits counted from the point. */
function storedDecimal(whole: string, fraction: string, negative: boolean): Buffer {
  const groups = (digits: string, fromEnd: boolean): string[] => {
    const head = fromEnd ? digits.length % 9 : 0;
    const parts = head > 0 ? [digits.slice(0, head)] : [];
    for (let at = head; at < digits.length; at += 9) parts.push(digits.slice(at, at + 9));
    return parts;
  };
  const bytes = [...groups(whole, true), ...groups(fraction, false)].map((group) => {
    const buffer = Buffer.alloc(digitBytes[group.length] ?? 0);
    buffer.writeUIntBE(Number(group), 0, buffer.length);
    return buffer;
  });
  const all = Buffer.concat(bytes);
  if (negative) for (const [index, byte] of all.entries()) all.writeUInt8(byte ^ 0xff, index);
  all.writeUInt8(all.readUInt8(0) ^ 0x80, 0);
  return all;
}

const digits = (max: number, min: number) =>
  fc.string({
    unit: fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'),
    minLength: min,
    maxLength: max,
  });

test('decimals of any precision come back', () => {
  fc.assert(
    fc.property(digits(35, 1), digits(30, 0), fc.boolean(), (whole, fraction, negative) => {
      const precision = whole.length + fraction.length;
      const shown = whole.replace(/^0+(?=\d)/, '') + (fraction === '' ? '' : `.${fraction}`);
      const read = readDecimal(new ByteReader(storedDecimal(whole, fraction, negative)), precision, fraction.length);
      expect(read).toBe(`${negative ? '-' : ''}${shown}`);
    }),
  );
});

test.each([
  [fieldType.tiny, 1],
  [fieldType.short, 2],
  [fieldType.int24, 3],
  [fieldType.long, 4],
  [fieldType.longlong, 8],
])('integers of type %i, signed, unsigned and unknown', (type, width) => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: (1n << BigInt(8 * width)) - 1n }), (plain) => {
      const bytes = Buffer.from(plain.toString(16).padStart(2 * width, '0'), 'hex').reverse();
      const signed = String(BigInt.asIntN(8 * width, plain));
      expect(value(bytes, column(type, { unsigned: true }))).toBe(String(plain));
      expect(value(bytes, column(type, { unsigned: false }))).toBe(signed);
      const unknown = value(bytes, column(type));
      expect(unknown).toBe(signed.startsWith('-') ? `${signed} /* or ${String(plain)} */` : signed);
    }),
  );
});

test('floats and doubles are the shortest text that means the same number', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (number) => {
      const bytes = Buffer.alloc(4);
      bytes.writeFloatLE(number, 0);
      expect(Math.fround(Number(value(bytes, column(fieldType.float))))).toBe(number === 0 ? 0 : number);
    }),
  );
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(1.1, 0);
  expect(value(bytes, column(fieldType.float))).toBe('1.1');
});

test('texts are literals where they are surely meant as text, else bytes', () => {
  const stored = (text: string | Buffer) => Buffer.concat([Buffer.from([Buffer.byteLength(text)]), Buffer.from(text)]);
  const varchar = (text: Column['text']) => column(fieldType.varchar, { metadata: 80, text });
  expect(value(stored("it's\n"), varchar('unknown'))).toBe("'it''s\\n'");
  expect(value(stored('é'), varchar('utf8'))).toBe("'é'");
  expect(value(stored('é'), varchar('unknown'))).toBe("X'C3A9' /* é */");
  expect(value(stored('é'), varchar('other'))).toBe("X'C3A9'");
  expect(value(stored(Buffer.from([0xff])), varchar('utf8'))).toBe("X'FF'");
  expect(value(stored('a\0'), varchar('utf8'))).toBe("X'6100'");
  expect(value(stored('a'), varchar('binary'))).toBe("X'61'");
  expect(value(stored('*/ x'), varchar('unknown'))).toBe("'*/ x'");
  expect(value(stored('é*/'), varchar('unknown'))).toBe("X'C3A92A2F' /* é* / */");
});

test('labels of ENUM and SET, and numbers where they are not known', () => {
  const labels = ['a', "b'c", 'd'];
  const one = { metadata: 0x0100 | fieldType.enum, labels };
  expect(value(Buffer.from([2]), column(fieldType.enum, one))).toBe("'b''c'");
  expect(value(Buffer.from([0]), column(fieldType.enum, one))).toBe("''");
  expect(value(Buffer.from([2]), column(fieldType.enum, { ...one, labels: null }))).toBe('2');
  expect(value(Buffer.from([5]), column(fieldType.set, { metadata: 0x0100 | fieldType.set, labels }))).toBe("'a,d'");
});

test('dates and times as stored before MySQL 5.6', () => {
  const datetime = Buffer.alloc(8);
  datetime.writeBigUInt64LE(20261124123456n, 0);
  expect(value(datetime, column(fieldType.datetime))).toBe("'2026-11-24 12:34:56'");
  const time = Buffer.alloc(3);
  time.writeIntLE(-123456, 0, 3);
  expect(value(time, column(fieldType.time))).toBe("'-12:34:56'");
});

test('an unknown type and bytes that are too few are no value', () => {
  expect(() => value(Buffer.from([1]), column(200))).toThrow(RangeError);
  expect(() => value(Buffer.from([1]), column(fieldType.longlong))).toThrow(RangeError);
  expect(() => jsonText(Buffer.from([2, 1, 0, 9, 9]))).toThrow(RangeError);
});
