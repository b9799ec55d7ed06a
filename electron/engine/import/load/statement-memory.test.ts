import { expect, test } from 'vitest';
import { StatementMemory } from './statement-memory.ts';

const megabyte = 2 ** 20;
const filled = (length: number, byte: number) => Buffer.alloc(length, byte);

test('a copy stays as it is while others are made, and its memory is used again once it is released', () => {
  const memory = new StatementMemory(4 * megabyte);
  const first = memory.copyOf(filled(megabyte, 1));
  const second = memory.copyOf(filled(megabyte, 2));
  expect(first.equals(filled(megabyte, 1))).toBe(true);
  expect(second.buffer).not.toBe(first.buffer);
  memory.release(first);
  const third = memory.copyOf(filled(megabyte - 500, 3));
  expect(third.buffer).toBe(first.buffer);
  expect(third.equals(filled(megabyte - 500, 3))).toBe(true);
  expect(second.equals(filled(megabyte, 2))).toBe(true);
});

test('what was released once is not lent twice', () => {
  const memory = new StatementMemory(4 * megabyte);
  const copy = memory.copyOf(filled(megabyte, 1));
  memory.release(copy);
  memory.release(copy);
  expect(memory.copyOf(filled(megabyte, 2)).buffer).not.toBe(memory.copyOf(filled(megabyte, 3)).buffer);
});

test('no more is kept than wanted, and nothing much larger than what is copied is used for it', () => {
  const memory = new StatementMemory(2 * megabyte);
  const large = memory.copyOf(filled(3 * megabyte, 1));
  memory.release(large);
  expect(memory.copyOf(filled(3 * megabyte, 2)).buffer).not.toBe(large.buffer);
  const middle = memory.copyOf(filled(2 * megabyte, 1));
  memory.release(middle);
  expect(memory.copyOf(filled(megabyte / 2, 2)).buffer).not.toBe(middle.buffer);
});

test('small statements are copied too', () => {
  const memory = new StatementMemory(megabyte);
  const text = Buffer.from('INSERT INTO t VALUES (1)');
  const copy = memory.copyOf(text);
  text.fill(0);
  memory.release(copy);
  expect(copy.toString()).toBe('INSERT INTO t VALUES (1)');
});
