import type { Row } from '../../../../shared/domain/row.ts';

/** One line of SHOW GRANTS. */
export interface Grant {
  /** As MySQL matches it: `%` and `_` are wildcards unless escaped; null: everywhere. */
  readonly schema: string | null;
  /** null: all tables of the schema. */
  readonly table: string | null;
  /** In capital letters; `ALL PRIVILEGES` as it is. */
  readonly privileges: readonly string[];
  /** MySQL's partial revokes: taken away again from what is granted everywhere. */
  readonly revoked: boolean;
}

const line = /^(GRANT|REVOKE) (.+?) ON (?:TABLE )?((?:`(?:[^`]|``)*`|\*)\.(?:`(?:[^`]|``)*`|\*)) (?:TO|FROM) /i;

/** SHOW GRANTS rows as grants on everything, databases and tables; those of routines, roles and proxies are left out. */
export function grantsOf(rows: readonly Row[]): readonly Grant[] {
  return rows.flatMap((row) => grantOf(String(Object.values(row)[0] ?? '')));
}

function grantOf(text: string): readonly Grant[] {
  const [, verb = '', list = '', on = ''] = line.exec(text) ?? [];
  if (on === '') return [];
  const [, schema = '*', table = '*'] = /^(`(?:[^`]|``)*`|\*)\.(`(?:[^`]|``)*`|\*)$/.exec(on) ?? [];
  const privileges = list
    .replaceAll(/\([^)]*\)/g, '(columns)')
    .split(/,\s*/)
    .map((name) => normalPrivilege(name))
    .filter((name) => !name.endsWith('(COLUMNS)') && name !== 'USAGE');
  return [{ schema: unquote(schema), table: unquote(table), privileges, revoked: verb.toUpperCase() === 'REVOKE' }];
}

/** MariaDB writes `READ_ONLY ADMIN` and takes both; its documentation says `READ ONLY ADMIN`. */
function normalPrivilege(name: string): string {
  return name.trim().toUpperCase().replace('READ_ONLY ', 'READ ONLY ');
}

function unquote(part: string): string | null {
  return part === '*' ? null : part.slice(1, -1).replaceAll('``', '`');
}

/** Whether an account with these grants may do this everywhere (`schema` null), or in this database. */
export function mayDo(grants: readonly Grant[], privilege: string, schema: string | null): boolean {
  const has = ({ privileges }: Grant): boolean => privileges.includes(privilege) || isAll(privileges);
  const relevant = grants.filter((grant) => grant.table === null && has(grant));
  const isRevoked = relevant.some((grant) => grant.revoked && schema !== null && matches(grant.schema, schema));
  return (
    !isRevoked && relevant.some((grant) => !grant.revoked && (grant.schema === null || matches(grant.schema, schema)))
  );
}

/** Whether one of these grants is this privilege on this very table. */
export function mayDoOnTable(grants: readonly Grant[], privilege: string, schema: string, table: string): boolean {
  return grants.some(
    (grant) =>
      grant.table === table &&
      grant.schema === schema &&
      (grant.privileges.includes(privilege) || isAll(grant.privileges)),
  );
}

function isAll(privileges: readonly string[]): boolean {
  return privileges.includes('ALL PRIVILEGES') || privileges.includes('ALL');
}

/** Source: MySQL manual, “GRANT Statement”: wildcards of database names. */
function matches(pattern: string | null, schema: string | null): boolean {
  if (pattern === null || schema === null) return false;
  const expression = pattern.replaceAll(/\\([%_])|([%_])|[^%_\\]+|\\/g, (part, escaped?: string, wild?: string) => {
    if (escaped !== undefined) return escapeExpression(escaped);
    return wild === undefined ? escapeExpression(part) : wild === '%' ? '.*' : '.';
  });
  return new RegExp(`^${expression}$`, 'is').test(schema);
}

function escapeExpression(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);
}
