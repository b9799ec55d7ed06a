import type { ByteReader } from '../../decode/byte-reader.ts';

const digitBytes = [0, 1, 1, 2, 2, 3, 3, 4, 4, 4];

/**
 * A DECIMAL as stored, as text with all digits of its scale. Source: MySQL strings/decimal.cc, bin2decimal: groups of nine
 * digits in four bytes, big-endian; the first bit is the sign, inverted, and a negative number has all bits inverted.
 */
export function readDecimal(reader: ByteReader, precision: number, scale: number): string {
  const whole = precision - scale;
  const sizes = { head: digitBytes[whole % 9] ?? 0, tail: digitBytes[scale % 9] ?? 0 };
  const length = sizes.head + Math.floor(whole / 9) * 4 + Math.floor(scale / 9) * 4 + sizes.tail;
  const bytes = Buffer.from(reader.bytes(length));
  const negative = (bytes.readUInt8(0) & 0x80) === 0;
  bytes.writeUInt8(bytes.readUInt8(0) ^ 0x80, 0);
  if (negative) for (let index = 0; index < length; index += 1) bytes.writeUInt8(bytes.readUInt8(index) ^ 0xff, index);
  let at = 0;
  const group = (size: number, digits: number): string => {
    if (size === 0) return '';
    at += size;
    return String(bytes.readUIntBE(at - size, size)).padStart(digits, '0');
  };
  let integer = group(sizes.head, whole % 9);
  for (let left = Math.floor(whole / 9); left > 0; left -= 1) integer += group(4, 9);
  let fraction = '';
  for (let left = Math.floor(scale / 9); left > 0; left -= 1) fraction += group(4, 9);
  fraction += group(sizes.tail, scale % 9);
  const shown = integer.replace(/^0+(?=\d)/, '') || '0';
  return `${negative ? '-' : ''}${shown}${scale > 0 ? `.${fraction}` : ''}`;
}
