import type { BinlogServer } from '../../../electron/engine/binlog/read-server.ts';
import { createConnector } from '../../../electron/engine/connections/connector.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { testAccounts } from '../../kit/topology.ts';

/** A server of the kit as its binary log is read: with the account that Signalbox operates with. */
export function readable(server: TestServer, mode: 'off' | 'preferred' | 'required' = 'preferred'): BinlogServer {
  const { user, password } = testAccounts.operate;
  return {
    connector: createConnector(),
    target: {
      server: server.address,
      user,
      password: () => Promise.resolve(password),
      tls: { mode, caFile: null, certFile: null, keyFile: null },
    },
    bounds: { connectWithinMs: 10_000, statementWithinMs: 10_000, silentWithinMs: 20_000 },
  };
}
