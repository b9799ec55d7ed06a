import { filledTextOf, textOf } from '../../../../../shared/dialects/cells.ts';
import type { Row } from '../../../../../shared/domain/row.ts';
import { atLeast } from '../../../../../shared/domain/server.ts';
import type { Version } from '../../../../../shared/domain/server.ts';
import { grantsOf } from '../grants.ts';
import type { Grant } from '../grants.ts';
import { known } from '../known.ts';
import type { Known } from '../known.ts';
import type { Reader } from './reader.ts';

/** What the session's account may do, by its active roles too. Throws as `Reader.tryRows`. */
export async function readGrants(reader: Reader, version: Version): Promise<Known<readonly Grant[]>> {
  const rows = await reader.tryRows(await showGrants(reader, version));
  return rows.known ? known(grantsOf(rows.value)) : rows;
}

/** MariaDB lists what active roles grant by itself, MySQL 8.0+ where they are named. */
async function showGrants(reader: Reader, version: Version): Promise<string> {
  if (version.family === 'mariadb' || !atLeast(version, 8)) return 'SHOW GRANTS';
  const active = await reader.tryRows('SELECT CURRENT_ROLE() AS roles');
  const roles = active.known ? filledTextOf(active.value[0], 'roles') : null;
  return roles === null || roles === 'NONE' ? 'SHOW GRANTS' : `SHOW GRANTS FOR CURRENT_USER() USING ${roles}`;
}

/** `user@host` of all accounts, as far as mysql.user may be read. Throws as `Reader.tryRows`. */
export async function readAccounts(reader: Reader): Promise<Known<readonly string[]>> {
  const rows = await reader.tryRows('SELECT User AS user_name, Host AS host_name FROM mysql.user');
  return rows.known ? known(rows.value.map(accountOf)) : rows;
}

/** `user@host` of the accounts with SYSTEM_USER of their own. Throws as `Reader.tryRows`. */
export async function readSystemAccounts(reader: Reader, version: Version): Promise<Known<readonly string[]>> {
  if (version.family === 'mariadb' || !atLeast(version, 8, 0, 16)) return known([]);
  const rows = await reader.tryRows(
    "SELECT USER AS user_name, HOST AS host_name FROM mysql.global_grants WHERE PRIV = 'SYSTEM_USER'",
  );
  return rows.known ? known(rows.value.map(accountOf)) : rows;
}

function accountOf(row: Row): string {
  return `${textOf(row, 'user_name')}@${textOf(row, 'host_name')}`;
}
