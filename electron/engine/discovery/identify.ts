import { dialectFor } from '../../../shared/dialects/dialect-for.ts';
import type { Dialect } from '../../../shared/dialects/dialect.ts';
import { parseVersion, type Version } from '../../../shared/domain/server.ts';
import type { QueryOptions, Session } from '../connections/session.ts';

const defaults: QueryOptions = { withinMs: 5000 };

/**
 * Asks a server which family and version it is. Some builds name the family only in their comment.
 * @throws SignalboxError as `Session.query` does.
 */
export async function identify(session: Session, options: QueryOptions = defaults): Promise<Version> {
  const [row] = await session.query('SELECT @@version AS version, @@version_comment AS comment', options);
  const text = String(row?.['version'] ?? '');
  const version = parseVersion(text);
  return /mariadb/i.test(String(row?.['comment'] ?? '')) ? { ...version, family: 'mariadb' } : version;
}

/**
 * How the server behind a session speaks.
 * @throws SignalboxError `server-unsupported`, and as `identify`.
 */
export async function dialectOf(session: Session, options: QueryOptions = defaults): Promise<Dialect> {
  return dialectFor(await identify(session, options));
}
