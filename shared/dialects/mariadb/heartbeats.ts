import type { HeartbeatsFacts } from '../../domain/facts.ts';
import { nullableNumberOf, numberOf, textOf } from '../cells.ts';
import type { GroupReader } from '../dialect.ts';
import { mariadbTerms } from '../terms.ts';

/** What its receivers have heard; MariaDB keeps no time of it. Source: mariadb.com/kb “SHOW REPLICA STATUS”. */
export const mariadbHeartbeatsReader: GroupReader<HeartbeatsFacts> = {
  queries: [
    { key: 'timeout', sql: `SELECT @@global.${mariadbTerms.netTimeout} AS timeout` },
    { key: 'channels', sql: mariadbTerms.replicaStatus },
  ],
  parse: ({ timeout, channels }) => ({
    netTimeoutS: numberOf(timeout?.[0] ?? {}, 'timeout'),
    channels: (channels ?? []).map((row) => ({
      channel: textOf(row, 'Connection_name'),
      received: nullableNumberOf(row, 'Slave_received_heartbeats'),
      periodS: nullableNumberOf(row, 'Slave_heartbeat_period'),
      heardAgoS: null,
    })),
  }),
};
