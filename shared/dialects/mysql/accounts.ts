import type { AccountFacts, AccountsFacts } from '../../domain/facts.ts';
import type { Row } from '../../domain/row.ts';
import { atLeast, type Version } from '../../domain/server.ts';
import { flagOf, textOf } from '../cells.ts';
import type { GroupReader, Query } from '../dialect.ts';
import { withRoles, type Grantee, type RoleGrant } from '../groups/roles.ts';

/** What 8.0 added: privileges beyond SUPER, and roles. */
const modernQueries: readonly Query[] = [
  {
    key: 'admins',
    sql: `SELECT USER AS user_name, HOST AS host_name FROM mysql.global_grants WHERE PRIV = 'CONNECTION_ADMIN'`,
  },
  {
    key: 'roles',
    sql: `SELECT FROM_USER AS role_name, FROM_HOST AS role_host, TO_USER AS to_name, TO_HOST AS to_host
      FROM mysql.role_edges`,
  },
];

/**
 * Accounts from mysql.user. While only read_only is on, SUPER and CONNECTION_ADMIN write; super_read_only holds them.
 * Source: MySQL manual, “read_only”.
 */
export function mysqlAccountsReader(version: Version): GroupReader<AccountsFacts> {
  // 5.6 keeps native passwords in a column of their own.
  const secret = atLeast(version, 5, 7)
    ? 'authentication_string'
    : "CONCAT(Password, COALESCE(authentication_string, ''))";
  const locked = atLeast(version, 5, 7, 6) ? 'account_locked' : "'N'";
  const sql = `SELECT User AS user_name, Host AS host_name, plugin AS plugin,
    SHA2(COALESCE(${secret}, ''), 256) AS digest, ${locked} AS locked,
    Repl_slave_priv AS replication_replica, Super_priv AS super FROM mysql.user`;
  return {
    queries: [{ key: 'accounts', sql }, ...(atLeast(version, 8) ? modernQueries : [])],
    parse: ({ accounts, admins, roles }) => {
      const rows = accounts ?? [];
      const grants = (roles ?? []).map(roleGrantOf);
      const direct = [...rows.filter((row) => isYes(row, 'super')), ...(admins ?? [])].map(granteeOf);
      const writers = withRoles(new Set(direct), grants);
      const replicas = withRoles(
        new Set(rows.filter((row) => isYes(row, 'replication_replica')).map(granteeOf)),
        grants,
      );
      return { accounts: rows.map((row) => accountOf(row, writers, replicas)) };
    },
  };
}

function accountOf(row: Row, writers: ReadonlySet<Grantee>, replicas: ReadonlySet<Grantee>): AccountFacts {
  const grantee = granteeOf(row);
  return {
    user: textOf(row, 'user_name'),
    host: textOf(row, 'host_name'),
    plugin: textOf(row, 'plugin'),
    authDigest: textOf(row, 'digest'),
    replicationReplica: replicas.has(grantee),
    writesThroughReadOnly: writers.has(grantee),
    locked: isYes(row, 'locked'),
  };
}

function roleGrantOf(row: Row): RoleGrant {
  return {
    role: `${textOf(row, 'role_name')}@${textOf(row, 'role_host')}`,
    to: `${textOf(row, 'to_name')}@${textOf(row, 'to_host')}`,
  };
}

function granteeOf(row: Row): Grantee {
  return `${textOf(row, 'user_name')}@${textOf(row, 'host_name')}`;
}

function isYes(row: Row, column: string): boolean {
  return flagOf(row, column) && textOf(row, column) !== 'N';
}
