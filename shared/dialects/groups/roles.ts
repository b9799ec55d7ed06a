/** An account or role, as `user@host`; MariaDB's roles have an empty host. */
export type Grantee = string;

export interface RoleGrant {
  readonly role: Grantee;
  readonly to: Grantee;
}

/**
 * Everyone who holds something directly or may take it on through roles, however nested. An account that could
 * activate such a role counts: guards ask what may happen.
 */
export function withRoles(direct: ReadonlySet<Grantee>, grants: readonly RoleGrant[]): ReadonlySet<Grantee> {
  const holders = new Set(direct);
  for (let before = -1; before !== holders.size;) {
    before = holders.size;
    for (const grant of grants) if (holders.has(grant.role)) holders.add(grant.to);
  }
  return holders;
}
