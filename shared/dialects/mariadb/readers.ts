import type { CredentialsFacts, PersistedFacts, PrivilegesFacts } from '../../domain/facts.ts';
import type { Version } from '../../domain/server.ts';
import { textOf } from '../cells.ts';
import type { Dialect, GroupReader } from '../dialect.ts';
import { binlogsReader } from '../groups/binlogs.ts';
import { eventsReader } from '../groups/events.ts';
import { identityReader } from '../groups/identity.ts';
import { preparedReader } from '../groups/prepared.ts';
import { privilegesOf } from '../groups/privileges.ts';
import { replicasReader } from '../groups/replicas.ts';
import { semiSyncReader } from '../groups/semi-sync.ts';
import { sessionsReader } from '../groups/sessions.ts';
import { settingsReader } from '../groups/settings.ts';
import { mariadbTerms } from '../terms.ts';
import { mariadbAccountsReader } from './accounts.ts';
import { mariadbHeartbeatsReader } from './heartbeats.ts';
import { mariadbStatusReader } from './status.ts';

/** MariaDB has no SET PERSIST. */
const persistedReader: GroupReader<PersistedFacts> = {
  queries: [],
  parse: () => ({ supported: false, values: {} }),
};

/** SHOW GRANTS lists active roles' grants too, as further rows. */
const privilegesReader: GroupReader<PrivilegesFacts> = {
  queries: [
    { key: 'account', sql: 'SELECT CURRENT_USER() AS account' },
    { key: 'grants', sql: 'SHOW GRANTS' },
  ],
  parse: ({ account, grants }) => ({ account: textOf(account?.[0], 'account'), ...privilegesOf(grants ?? []) }),
};

/** MariaDB keeps the password in master.info, which SQL can't read. */
const credentialsReader: GroupReader<CredentialsFacts> = {
  queries: [{ key: 'channels', sql: mariadbTerms.replicaStatus }],
  parse: ({ channels }) => ({
    channels: (channels ?? []).map((row) => ({
      channel: textOf(row, 'Connection_name'),
      user: textOf(row, 'Master_User'),
      readable: false,
    })),
  }),
};

/** How facts are read from MariaDB 10.5 and later. */
export function mariadbReaders(version: Version): Dialect['readers'] {
  return {
    identity: identityReader('mariadb'),
    status: mariadbStatusReader,
    replicas: replicasReader(mariadbTerms),
    settings: settingsReader(mariadbTerms, { queries: [], marks: () => [] }),
    persisted: persistedReader,
    sessions: sessionsReader(null), // METADATA_LOCK_INFO is a plugin that is rarely loaded
    prepared: preparedReader("XA RECOVER FORMAT='SQL'"),
    events: eventsReader,
    accounts: mariadbAccountsReader(version),
    privileges: privilegesReader,
    binlogs: binlogsReader,
    credentials: credentialsReader,
    workers: { queries: [], parse: () => ({ channels: [] }) }, // its executed position is exact, whatever stops it
    appliers: { queries: [], parse: () => ({ channels: [] }) }, // its GTID position tells
    heartbeats: mariadbHeartbeatsReader,
    semiSync: semiSyncReader,
  };
}
