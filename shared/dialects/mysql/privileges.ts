import type { PrivilegesFacts } from '../../domain/facts.ts';
import { atLeast, type Version } from '../../domain/server.ts';
import { textOf } from '../cells.ts';
import type { GroupReader, Query } from '../dialect.ts';
import { privilegesOf } from '../groups/privileges.ts';
import { absentErrors, deniedErrors } from '../server-errors.ts';

/** SHOW GRANTS names active roles but not what they grant; USER_PRIVILEGES tells where mysql.* may be read. 8.0.19+. */
const rolePrivileges: Query = {
  key: 'byRole',
  sql: `SELECT granted.PRIVILEGE_TYPE AS privilege FROM information_schema.USER_PRIVILEGES AS granted
    JOIN information_schema.ENABLED_ROLES AS enabled
    ON granted.GRANTEE = CONCAT('''', enabled.ROLE_NAME, '''@''', enabled.ROLE_HOST, '''')`,
  tolerate: [...deniedErrors, ...absentErrors],
};

/** What Signalbox's own account may do, active roles included as far as the account may look them up. */
export function mysqlPrivilegesReader(version: Version): GroupReader<PrivilegesFacts> {
  return {
    queries: [
      { key: 'account', sql: 'SELECT CURRENT_USER() AS account' },
      { key: 'grants', sql: 'SHOW GRANTS' },
      ...(atLeast(version, 8, 0, 19) ? [rolePrivileges] : []),
    ],
    parse: ({ account, grants, byRole }) => {
      const own = privilegesOf(grants ?? []);
      const names = new Set([...own.global, ...(byRole ?? []).map((row) => textOf(row, 'privilege').toUpperCase())]);
      return { account: textOf(account?.[0], 'account'), global: [...names].sort(), all: own.all };
    },
  };
}
