import type { CredentialsFacts } from '../../domain/facts.ts';
import { atLeast, type Version } from '../../domain/server.ts';
import { flagOf, textOf } from '../cells.ts';
import type { GroupReader } from '../dialect.ts';
import { absentErrors, deniedErrors } from '../server-errors.ts';
import { mysqlTerms } from '../terms.ts';

/**
 * Whether mysql.slave_master_info keeps readable credentials: on 8.0+ always, before that with
 * master_info_repository=TABLE. Passwords stay in the server.
 */
export function mysqlCredentialsReader(version: Version): GroupReader<CredentialsFacts> {
  const terms = mysqlTerms(version);
  const channel = atLeast(version, 5, 7) ? 'Channel_name' : "''";
  return {
    queries: [
      {
        key: 'kept',
        sql: `SELECT ${channel} AS channel, User_name AS user_name, COALESCE(User_password, '') <> '' AS readable
          FROM mysql.slave_master_info`,
        tolerate: [...deniedErrors, ...absentErrors],
      },
      { key: 'channels', sql: terms.replicaStatus },
    ],
    parse: ({ kept, channels }) => {
      const known = (kept ?? []).map((row) => ({
        channel: textOf(row, 'channel'),
        user: textOf(row, 'user_name'),
        readable: flagOf(row, 'readable'),
      }));
      const names = new Set(known.map((entry) => entry.channel));
      const others = (channels ?? []).map((row) => ({
        channel: String(row['Channel_Name'] ?? ''),
        user: textOf(row, `${terms.source}_User`),
        readable: false,
      }));
      return { channels: [...known, ...others.filter((entry) => !names.has(entry.channel))] };
    },
  };
}
