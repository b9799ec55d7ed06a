import { expect, test } from 'vitest';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import type { Row } from '../../../../shared/domain/row.ts';
import type { Session } from '../../connections/session.ts';
import { readLockWaits } from './lock-waits.ts';

/** A server that answers by a part of the statement, and knows no other table. */
function answering(answers: Readonly<Record<string, readonly Row[]>>): Session {
  return {
    server: 'db1:3306',
    connectionId: 1,
    closed: false,
    close: () => Promise.resolve(),
    query: (sql) => {
      const known = Object.entries(answers).find(([part]) => sql.includes(part));
      const missing = new SignalboxError('server-statement-failed', 'no such table', { details: { number: 1146 } });
      return known === undefined ? Promise.reject(missing) : Promise.resolve(known[1]);
    },
  };
}

const own = { id: 2, user: 'loader', host: 'h', db: 'shop', command: 'Query', seconds: 4, state: 'update' };
const insert = { ...own, info: 'INSERT INTO `a` VALUES (1,2)' };
const others = [
  { id: 3, user: 'app', host: 'web1', db: 'other', command: 'Sleep', seconds: 900, state: '', info: null },
  { id: 4, user: 'app', host: 'web2', db: 'shop', command: 'Sleep', seconds: 33, state: '', info: null },
  { id: 5, user: 'repl', host: 'db2', db: null, command: 'Binlog Dump', seconds: 9999, state: '', info: null },
];

test('who holds it is named where the server tells', async () => {
  const session = answering({
    'FROM information_schema.PROCESSLIST': [insert, ...others],
    'FROM information_schema.INNODB_LOCK_WAITS': [{ holder: 3 }],
  });
  expect(await readLockWaits(session, [1, 2])).toEqual([
    {
      connectionId: 2,
      words:
        '“INSERT INTO `a` VALUES …” has waited 4 s for a lock (update). It is held by connection 3 of app@web1 (database other, Sleep for 900 s).',
    },
  ]);
});

test('else who may hold it: clients in the same database first', async () => {
  const session = answering({
    'FROM information_schema.PROCESSLIST': [insert, ...others],
    'FROM information_schema.INNODB_TRX': [{ id: 2, state: 'LOCK WAIT' }],
  });
  const [wait] = await readLockWaits(session, [1, 2]);
  expect(wait?.words).toContain('it may be connection 4 of app@web2 (database shop, Sleep for 33 s); connection 3 of');
  expect(wait?.words).not.toContain('connection 5');
});

test('a statement that works, or has just begun, waits for nobody', async () => {
  expect(
    await readLockWaits(answering({ 'FROM information_schema.PROCESSLIST': [insert, ...others] }), [1, 2]),
  ).toEqual([]);
  const young = { ...insert, seconds: 1, state: 'Waiting for table metadata lock' };
  expect(await readLockWaits(answering({ 'FROM information_schema.PROCESSLIST': [young] }), [1, 2])).toEqual([]);
});
