import { expect, test } from 'vitest';
import { shortened } from './statement-text.ts';

test('a statement in a message is on one line, short, and ends where a password may begin', () => {
  expect(shortened(Buffer.from('INSERT INTO t\n  VALUES (1)'))).toBe('INSERT INTO t VALUES (1)');
  expect(shortened(Buffer.from(`INSERT INTO t VALUES ('${'x'.repeat(5000)}')`))).toHaveLength(201);
  expect(shortened(Buffer.from("CREATE USER 'a' IDENTIFIED BY 'hunter2'"))).toBe("CREATE USER 'a' …");
});
