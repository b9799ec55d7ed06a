import { quoteText } from '../../../shared/dialects/quote.ts';
import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { atLeast } from '../../../shared/domain/server.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { SecretRef } from '../../../shared/plans/plan.ts';
import type { OperationSessions } from './operation-sessions.ts';

/**
 * The replication account's password: as configured, else as MySQL keeps it readable in mysql.slave_master_info.
 * @throws SignalboxError `secret-missing`
 */
export async function replicationPassword(
  ref: SecretRef,
  cluster: ClusterConfiguration,
  sessions: OperationSessions,
  configured: (cluster: ClusterConfiguration) => Promise<string | null>,
): Promise<string> {
  const password = await configured(cluster);
  if (password !== null) return password;
  if (ref.fallback !== null) {
    const session = await sessions.usable(ref.fallback.server, 'control');
    const { version } = sessions.dialect(ref.fallback.server);
    const ofChannel = atLeast(version, 5, 7) ? ` WHERE Channel_name = ${quoteText(ref.fallback.channel)}` : '';
    const sql = `SELECT User_password AS password FROM mysql.slave_master_info${ofChannel}`;
    const [row] = await session.query(sql, { withinMs: 4000 });
    if (typeof row?.['password'] === 'string') return row['password'];
  }
  throw new SignalboxError(
    'secret-missing',
    `No password for the replication account of ${cluster.name} is known: name it in the cluster's configuration.`,
  );
}
