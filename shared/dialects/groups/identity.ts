import type { IdentityFacts } from '../../domain/facts.ts';
import { parseVersion } from '../../domain/server.ts';
import { filledTextOf, nullableNumberOf, numberOf, textOf } from '../cells.ts';
import type { GroupReader } from '../dialect.ts';

const common = `@@version AS version, @@server_id AS server_id, @@hostname AS hostname, @@port AS port,
  @@report_host AS report_host, @@report_port AS report_port, CURRENT_USER() AS account`;

/** Who a server is; MariaDB has no server_uuid. */
export function identityReader(family: 'mysql' | 'mariadb'): GroupReader<IdentityFacts> {
  const uuid = family === 'mysql' ? '@@server_uuid' : 'NULL';
  return {
    queries: [{ key: 'identity', sql: `SELECT ${common}, ${uuid} AS uuid` }],
    parse: ({ identity }) => {
      const row = identity?.[0];
      const reportPort = nullableNumberOf(row, 'report_port');
      return {
        version: { ...parseVersion(textOf(row, 'version')), family },
        uuid: filledTextOf(row, 'uuid'),
        serverId: numberOf(row, 'server_id'),
        hostname: textOf(row, 'hostname'),
        port: numberOf(row, 'port'),
        reportHost: filledTextOf(row, 'report_host'),
        reportPort: reportPort === 0 ? null : reportPort,
        account: textOf(row, 'account'),
      };
    },
  };
}
