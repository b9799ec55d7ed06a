import { describe, expect, test } from 'vitest';
import { flavours } from '../../../../shared/domain/flavour.ts';
import { accountStatements, literal } from './accounts.ts';
import type { Accounts } from './accounts.ts';

const accounts: Accounts = {
  operate: { user: 'signalbox', password: 'o', movesData: false },
  replication: { user: 'repl', password: 'r' },
  application: { user: 'app', password: 'a', schema: 'shop' },
  rootPassword: null,
};

describe('account statements', () => {
  test.each(flavours)('%s: one line each, unlogged, nothing global for the application', (family) => {
    const statements = accountStatements(family, accounts);
    expect(statements[0]).toBe('SET SESSION sql_log_bin = 0');
    expect(statements.join('')).not.toContain('\n');
    expect(statements.filter((sql) => /^GRANT (?!USAGE)/.test(sql) && sql.includes("'app'"))).toEqual([
      "GRANT ALL PRIVILEGES ON shop.* TO 'app'@'%'",
    ]);
    expect(statements.filter((sql) => sql.includes("'root'"))).toEqual([]);
  });

  test.each(flavours)('%s: rows are only for an account that moves data', (family) => {
    const mayInsert = (movesData: boolean) =>
      accountStatements(family, { ...accounts, operate: { ...accounts.operate, movesData } }).some(
        (sql) => sql.includes('INSERT') && sql.endsWith("ON *.* TO 'signalbox'@'%'"),
      );
    expect([mayInsert(false), mayInsert(true)]).toEqual([false, true]);
  });

  test('root gets a password where one is given', () => {
    const statements = accountStatements('mysql', { ...accounts, rootPassword: 'secret' });
    expect(statements.at(-1)).toBe("ALTER USER 'root'@'localhost' IDENTIFIED BY 'secret'");
    const old = accountStatements('mysql56', { ...accounts, rootPassword: 'secret' });
    expect(old.at(-1)).toBe("SET PASSWORD FOR 'root'@'localhost' = PASSWORD('secret')");
  });

  test('literals are quoted, and backslashes refused', () => {
    expect(literal("o'clock")).toBe("'o''clock'");
    expect(() => literal('back\\slash')).toThrow(RangeError);
  });
});
