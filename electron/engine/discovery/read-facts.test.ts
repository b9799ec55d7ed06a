import { expect, test } from 'vitest';

import { dialectFor } from '../../../shared/dialects/dialect-for.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { Row } from '../../../shared/domain/row.ts';
import { parseVersion } from '../../../shared/domain/server.ts';
import type { Session } from '../connections/session.ts';
import { readFacts } from './read-facts.ts';

const dialect = dialectFor(parseVersion('9.7.4'));

function session(answer: (sql: string) => readonly Row[], state: { closed: boolean } = { closed: false }): Session {
  return {
    server: 'a:3306',
    connectionId: 1,
    get closed() {
      return state.closed;
    },
    query: (sql) => Promise.resolve().then(() => answer(sql)),
    close: () => Promise.resolve(),
  };
}

function refused(number: number): SignalboxError {
  return new SignalboxError('server-statement-failed', 'You need a privilege.', {
    details: { number, sqlState: '42000' },
  });
}

const options = { withinMs: 1000, now: () => 5 };

test('a group that is refused is a failed reading and does not stop the others', async () => {
  const open = session((sql) => {
    if (sql.startsWith('XA')) throw refused(1227);
    return [{ Log_name: 'binlog.000001', File_size: 100 }];
  });
  const readings = await readFacts(open, dialect, ['prepared', 'binlogs'], options);
  expect(readings).toEqual({
    prepared: { ok: false, code: 'server-statement-failed', message: 'You need a privilege.', readAt: 5 },
    binlogs: { ok: true, readAt: 5, value: { files: [{ name: 'binlog.000001', bytes: 100 }] } },
  });
});

test('an error that a statement tolerates leaves its rows out', async () => {
  const open = session(() => {
    throw refused(1381);
  });
  const { binlogs } = await readFacts(open, dialect, ['binlogs'], options);
  expect(binlogs).toMatchObject({ ok: true, value: { files: [] } });
});

test('an answer that can’t be read is a failed reading', async () => {
  const { binlogs } = await readFacts(
    session(() => [{ surprise: 1 }]),
    dialect,
    ['binlogs'],
    options,
  );
  expect(binlogs).toMatchObject({ ok: false, code: 'server-unsupported' });
});

test('a broken connection is no reading: it rejects', async () => {
  const state = { closed: false };
  const open = session(() => {
    state.closed = true;
    throw new SignalboxError('server-connection-lost', 'gone');
  }, state);
  await expect(readFacts(open, dialect, ['binlogs'], options)).rejects.toMatchObject({
    code: 'server-connection-lost',
  });
});

test('a mistake in Signalbox is not hidden', async () => {
  const open = session(() => {
    throw new TypeError('oops');
  });
  await expect(readFacts(open, dialect, ['binlogs'], options)).rejects.toThrow(TypeError);
});
