import { createHash } from 'node:crypto';

const rounds = 5000;
const digits = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Bytes of the digest in the order in which crypt writes them, three at a time. */
const triples = [
  [0, 10, 20],
  [21, 1, 11],
  [12, 22, 2],
  [3, 13, 23],
  [24, 4, 14],
  [15, 25, 5],
  [6, 16, 26],
  [27, 7, 17],
  [18, 28, 8],
  [9, 19, 29],
] as const;

/**
 * The stored form of a password under MySQL's caching_sha2_password: `$A$005$` + salt + SHA-256 crypt of 5,000 rounds
 * (akkadia.org/drepper/SHA-crypt.txt). The salt comes from the password, so that servers which make the same account
 * apart store the same text, as servers do that got it by replication. For practice servers only: equal passwords show.
 */
export function sha2Hash(password: string): string {
  const salt = Buffer.from(createHash('sha256').update(`salt:${password}`).digest('base64url').slice(0, 20));
  return `$A$005$${salt.toString('latin1')}${encode(crypt(Buffer.from(password), salt))}`;
}

function crypt(key: Buffer, salt: Buffer): Buffer {
  const sequenceOfKey = repeated(digest(...times(key, key.length)), key.length);
  const first = firstDigest(key, salt);
  const sequenceOfSalt = repeated(digest(...times(salt, 16 + (first[0] ?? 0))), salt.length);
  let current = first;
  for (let round = 0; round < rounds; round += 1) {
    const odd = round % 2 === 1;
    const parts = [odd ? sequenceOfKey : current];
    if (round % 3 !== 0) parts.push(sequenceOfSalt);
    if (round % 7 !== 0) parts.push(sequenceOfKey);
    parts.push(odd ? current : sequenceOfKey);
    current = digest(...parts);
  }
  return current;
}

function firstDigest(key: Buffer, salt: Buffer): Buffer {
  const between = digest(key, salt, key);
  const parts = [key, salt, repeated(between, key.length)];
  for (let bits = key.length; bits > 0; bits >>= 1) parts.push(bits % 2 === 1 ? between : key);
  return digest(...parts);
}

function digest(...parts: readonly Buffer[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

function times(part: Buffer, count: number): readonly Buffer[] {
  return Array.from({ length: count }, () => part);
}

/** `block` again and again, cut at `length` bytes. */
function repeated(block: Buffer, length: number): Buffer {
  return Buffer.concat(times(block, Math.ceil(length / block.length))).subarray(0, length);
}

function encode(bytes: Buffer): string {
  const at = (index: number): number => bytes[index] ?? 0;
  const whole = triples.map(([a, b, c]) => group((at(a) << 16) | (at(b) << 8) | at(c), 4));
  return whole.join('') + group((at(31) << 8) | at(30), 3);
}

/** The lowest six bits first. */
function group(value: number, length: number): string {
  return Array.from({ length }, (_, index) => digits[(value >> (6 * index)) & 63]).join('');
}
