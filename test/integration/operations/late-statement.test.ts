import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnector } from '../../../electron/engine/connections/connector.ts';
import { sleep } from '../../../electron/engine/discovery/sleep.ts';
import { GuardDesk } from '../../../electron/engine/operations/guard-desk.ts';
import { endLateStatement } from '../../../electron/engine/operations/late-statement.ts';
import { OperationSessions } from '../../../electron/engine/operations/operation-sessions.ts';
import { OperationValues } from '../../../electron/engine/operations/operation-values.ts';
import type { Pace } from '../../../electron/engine/operations/pace.ts';
import { describeOn } from '../../kit/families.ts';
import { startTopology, testAccounts, type Topology } from '../../kit/topology.ts';
import { waitFor } from '../../kit/wait-for.ts';

const never = new AbortController().signal;
const pace: Pace = {
  now: Date.now,
  monotonic: () => performance.now(),
  pause: (ms, signal) => sleep(ms, signal ?? never),
};

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'a statement whose reply is lost', () => {
    let topology: Topology;
    let sessions: OperationSessions;

    beforeAll(async () => {
      topology = await startTopology({ family, positions: 'gtid', replicas: 0 });
      const { user, password } = testAccounts.operate;
      const tls = { mode: 'preferred', caFile: null, certFile: null, keyFile: null } as const;
      const connector = createConnector();
      sessions = new OperationSessions(
        (server) =>
          connector.open({ server, user, password: () => Promise.resolve(password), tls }, { connectWithinMs: 5000 }),
        () => undefined,
      );
      await sessions.openAll([topology.source.address]);
    });
    afterAll(async () => {
      await sessions.closeAll();
      await topology.stop();
    });

    test('is ended before anything is decided, and never acts later', async () => {
      const { source } = topology;
      const locker = await source.connect({ user: 'root', socketPath: source.spec.socket });
      await locker.query('LOCK TABLES app.marks WRITE');
      const desk = new GuardDesk(sessions, new OperationValues(), pace);
      const work = await sessions.usable(source.address, 'work');
      const sentAt = pace.monotonic();
      await work.query('SET SESSION lock_wait_timeout = 600', { withinMs: 1000 });
      await expect(work.query('SET GLOBAL read_only = ON', { withinMs: 300 })).rejects.toMatchObject({
        code: 'server-timeout',
      });
      expect(await waiting()).toBe(1);

      await endLateStatement(source.address, { connectionId: work.connectionId, sentAt }, { sessions, desk, pace });

      expect(await waiting()).toBe(0);
      await locker.query('UNLOCK TABLES');
      locker.destroy();
      await waitFor(
        'a write',
        () => source.query("REPLACE INTO app.marks VALUES ('late', 'written')").then(() => true),
        Boolean,
      );
      expect(await source.value('SELECT @@global.read_only')).toBe(0);
    });

    async function waiting(): Promise<number> {
      const found = await topology.source.query(
        "SELECT ID FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SET GLOBAL read_only%'",
      );
      return found.length;
    }
  });
}
