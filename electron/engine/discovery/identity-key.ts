import type { IdentityFacts } from '../../../shared/domain/facts.ts';

/**
 * Do two addresses lead to one server? By uuid (MySQL) or server_id, with the host name and port that the server itself
 * knows: a cloned data directory shares the first, but not all.
 */
export function sameServer(a: IdentityFacts | undefined, b: IdentityFacts | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return a.uuid === b.uuid && a.serverId === b.serverId && a.hostname === b.hostname && a.port === b.port;
}
