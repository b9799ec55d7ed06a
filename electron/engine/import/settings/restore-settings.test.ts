import { expect, test } from 'vitest';
import type { ChangedSetting } from '../../../../shared/import/changed-settings.ts';
import type { Session } from '../../connections/session.ts';
import { restoreSettings } from './restore-settings.ts';
import { statementFor } from './set-setting.ts';

const flushing: ChangedSetting = { name: 'innodb_flush_log_at_trx_commit', before: '1', during: '2' };
const syncing: ChangedSetting = { name: 'sync_binlog', before: '100', during: '0' };

test.each([
  { name: 'as the import left it', now: '2', needed: [], how: 'restored', then: '1' },
  { name: 'set back by hand', now: '1', needed: [], how: 'as-before', then: '1' },
  { name: 'changed by hand', now: '0', needed: [], how: 'left', then: '0' },
  { name: 'needed by another import', now: '2', needed: [flushing], how: 'still-needed', then: '2' },
  { name: 'another import needs another', now: '2', needed: [syncing], how: 'restored', then: '1' },
])('$name: $how', async ({ now, needed, how, then }) => {
  const server = new Map([['innodb_flush_log_at_trx_commit', now]]);
  expect(await restoreSettings(sessionOn(server), [flushing], needed)).toEqual([{ ...flushing, now: then, how }]);
  expect(server.get('innodb_flush_log_at_trx_commit')).toBe(then);
});

test('a server that says yes and does nothing is found out', async () => {
  const session = sessionOn(new Map([['sync_binlog', '0']]));
  const stubborn: Session = {
    ...session,
    query: (sql, options) => (sql.startsWith('SET') ? Promise.resolve([]) : session.query(sql, options)),
  };
  await expect(restoreSettings(stubborn, [syncing], [])).rejects.toMatchObject({ code: 'step-failed' });
});

test('no value that comes from a file becomes SQL unless it is one of the setting', () => {
  expect(() => statementFor('sync_binlog', '1; DROP TABLE t')).toThrow('no value');
  expect(() => statementFor('innodb_redo_log', '1')).toThrow('no value');
  expect(statementFor('innodb_redo_log', 'ON')).toBe('ALTER INSTANCE ENABLE INNODB REDO_LOG');
});

/** Answers SHOW GLOBAL VARIABLES LIKE and does SET GLOBAL. */
function sessionOn(values: Map<string, string>): Session {
  return {
    server: 'db1:3306',
    connectionId: 1,
    closed: false,
    close: () => Promise.resolve(),
    query: (sql) => {
      const [, set, value] = /^SET GLOBAL (\w+) = (\d+)$/.exec(sql) ?? [];
      if (set !== undefined && value !== undefined) values.set(set, value);
      const [, asked = ''] = /LIKE '(.+)'$/.exec(sql) ?? [];
      const name = asked.replaceAll('\\', '');
      const found = values.get(name);
      return Promise.resolve(found === undefined ? [] : [{ Variable_name: name, Value: found }]);
    },
  };
}
