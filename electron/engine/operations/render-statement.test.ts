import { describe, expect, test } from 'vitest';
import type { Statement } from '../../../shared/plans/plan.ts';
import { OperationValues } from './operation-values.ts';
import { renderStatement, withoutSecrets } from './render-statement.ts';

const secret = (): Promise<string> => Promise.resolve("it's \\ secret");

function statement(sql: string, binds: Statement['binds'] = {}, each?: Statement['each']): Statement {
  return { sql, session: 'work', binds, ...(each === undefined ? {} : { each }) };
}

describe('a statement with its values', () => {
  const values = new OperationValues();
  values.set('final', { file: "bin'log.000042", offset: 15204113, gtid: '0-1-77' });
  values.set('sessions', [11, 12]);
  values.set('none', []);

  test('quotes texts and writes numbers as digits', async () => {
    const [rendered] = await renderStatement(
      statement('CHANGE MASTER TO MASTER_LOG_FILE = ${file}, MASTER_LOG_POS = ${offset}', {
        file: { value: 'final', path: 'file' },
        offset: { value: 'final', path: 'offset' },
      }),
      values,
      secret,
    );
    expect(rendered?.sql).toBe("CHANGE MASTER TO MASTER_LOG_FILE = 'bin''log.000042', MASTER_LOG_POS = 15204113");
    expect(rendered?.shown).toBe(rendered?.sql);
  });

  test('masks secrets in what is shown, and quotes them in what is sent', async () => {
    const [rendered] = await renderStatement(
      statement('CHANGE MASTER TO MASTER_PASSWORD = ${password}', {
        password: { secret: 'replication-password', fallback: null },
      }),
      values,
      secret,
    );
    expect(rendered?.sql).toBe("CHANGE MASTER TO MASTER_PASSWORD = 'it''s \\\\ secret'");
    expect(rendered?.shown).toBe("CHANGE MASTER TO MASTER_PASSWORD = '***'");
  });

  test('is sent once for each item', async () => {
    const rendered = await renderStatement(statement('KILL ${item}', {}, { value: 'sessions' }), values, secret);
    expect(rendered.map(({ sql }) => sql)).toEqual(['KILL 11', 'KILL 12']);
    expect(await renderStatement(statement('KILL ${item}', {}, { value: 'none' }), values, secret)).toEqual([]);
  });

  test('leaves what is not bound alone', async () => {
    const [rendered] = await renderStatement(statement('ALTER EVENT `a`.`${x}` ENABLE'), values, secret);
    expect(rendered?.sql).toBe('ALTER EVENT `a`.`${x}` ENABLE');
  });

  test('refuses a value that was never read', async () => {
    await expect(
      renderStatement(statement('SELECT ${a}', { a: { value: 'unknown' } }), values, secret),
    ).rejects.toThrow('before it is read');
  });
});

test('a server that repeats the statement does not give a secret away', () => {
  expect(withoutSecrets("error near 'swordfish' at line 1", ['swordfish'])).toBe("error near '***' at line 1");
});
