import { expect, it } from 'vitest';
import { reportOf, SignalboxError } from '../../../../shared/domain/errors.ts';
import { statementRefused } from './load-error.ts';

it('tells the place of a statement, what the server said and its beginning, and nothing else of the piece', () => {
  const answer = new SignalboxError('server-statement-failed', 'db2:3306 answered: Duplicate entry. (1062)', {
    server: 'db2:3306',
    details: { number: 1062, sqlState: '23000' },
  });
  const statement = Buffer.from('INSERT INTO t VALUES (2)');
  const piece = { offset: 120, line: 7, bytes: statement, terminated: true };
  const report = reportOf(statementRefused(answer, piece, { statement, table: 'shop.t' }));
  expect(report).toMatchObject({ code: 'import-statement-failed', server: 'db2:3306' });
  expect(report.details).toEqual({
    number: 1062,
    sqlState: '23000',
    offset: 120,
    line: 7,
    table: 'shop.t',
    statement: 'INSERT INTO t VALUES (2)',
    because: 'server-statement-failed',
    said: 'db2:3306 answered: Duplicate entry. (1062)',
  });
});
