import type { AccountFacts, AccountsFacts } from '../../domain/facts.ts';
import type { Row } from '../../domain/row.ts';
import { atLeast, type Version } from '../../domain/server.ts';
import { filledTextOf, textOf } from '../cells.ts';
import type { GroupReader } from '../dialect.ts';
import { withRoles, type Grantee } from '../groups/roles.ts';
import { deniedErrors } from '../server-errors.ts';

// Bits of `access` in mysql.global_priv. Source: MariaDB's sql/privilege.h.
const superBit = 1n << 15n;
const replicationReplicaBit = 1n << 19n;
const readOnlyAdminBit = 1n << 33n;

/** From this version on SUPER alone does not write through read_only (MariaDB 10.11.0, MDEV-29596). */
const superSplit = 101100;

const accountsSql = `SELECT User AS user_name, Host AS host_name,
  JSON_VALUE(Priv, '$.access') AS access, JSON_VALUE(Priv, '$.version_id') AS version_id,
  COALESCE(JSON_VALUE(Priv, '$.plugin'), 'mysql_native_password') AS plugin,
  SHA2(CONCAT(COALESCE(JSON_VALUE(Priv, '$.authentication_string'), ''),
              COALESCE(JSON_EXTRACT(Priv, '$.auth_or'), '')), 256) AS digest,
  COALESCE(JSON_VALUE(Priv, '$.account_locked'), 0) AS locked,
  COALESCE(JSON_VALUE(Priv, '$.is_role'), 0) AS is_role
  FROM mysql.global_priv`;

/** Accounts from mysql.global_priv (MariaDB 10.4+), which is the only place that has locks and several plugins. */
export function mariadbAccountsReader(version: Version): GroupReader<AccountsFacts> {
  return {
    queries: [
      { key: 'accounts', sql: accountsSql },
      {
        key: 'roles',
        sql: 'SELECT User AS to_name, Host AS to_host, Role AS role_name FROM mysql.roles_mapping',
        tolerate: deniedErrors,
      },
    ],
    parse: ({ accounts, roles }) => {
      const rows = accounts ?? [];
      const grants = (roles ?? []).map((row) => ({
        role: `${textOf(row, 'role_name')}@`,
        to: `${textOf(row, 'to_name')}@${textOf(row, 'to_host')}`,
      }));
      const writers = withRoles(
        granteesWith(rows, (row) => writesThrough(row, version)),
        grants,
      );
      const replicas = withRoles(
        granteesWith(rows, (row) => (accessOf(row) & replicationReplicaBit) !== 0n),
        grants,
      );
      return {
        accounts: rows.filter((row) => !isTrue(row, 'is_role')).map((row) => accountOf(row, writers, replicas)),
      };
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
    locked: isTrue(row, 'locked'),
  };
}

/** ALL holds the bit. An entry written by an older server still means the old SUPER. */
function writesThrough(row: Row, version: Version): boolean {
  const access = accessOf(row);
  const writtenBy = Number(filledTextOf(row, 'version_id') ?? 0);
  const superIsEnough = !atLeast(version, 10, 11) || writtenBy < superSplit;
  return (access & readOnlyAdminBit) !== 0n || (superIsEnough && (access & superBit) !== 0n);
}

function accessOf(row: Row): bigint {
  const text = filledTextOf(row, 'access') ?? '0';
  return /^\d+$/.test(text) ? BigInt(text) : 0n;
}

function granteesWith(rows: readonly Row[], has: (row: Row) => boolean): ReadonlySet<Grantee> {
  return new Set(rows.filter(has).map(granteeOf));
}

function granteeOf(row: Row): Grantee {
  return `${textOf(row, 'user_name')}@${textOf(row, 'host_name')}`;
}

/** JSON booleans come as 1 or true. */
function isTrue(row: Row, column: string): boolean {
  return ['1', 'true'].includes(textOf(row, column));
}
