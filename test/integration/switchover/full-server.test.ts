import type { Connection } from 'mysql2/promise';
import { afterEach, expect, test } from 'vitest';
import { freePorts } from '../../../electron/engine/yard/servers/free-port.ts';
import type { Settings } from '../../../electron/engine/yard/servers/server-settings.ts';
import type { OperationEvent } from '../../../shared/plans/operation-event.ts';
import type { OperationResult } from '../../../shared/plans/outcome.ts';
import { startEngine, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, testAccounts, type Topology } from '../../kit/topology.ts';

const roomFor = 10; // connections, the least that MariaDB takes

/** The port for administrators, which MySQL opens to those who may use it. */
const families = [
  { family: 'mariadb', doorAt: (port: number): Settings => ({ 'extra-port': port }), grants: [] },
  {
    family: 'mysql',
    doorAt: (port: number): Settings => ({ 'admin-address': '127.0.0.1', 'admin-port': port }),
    grants: [`GRANT SERVICE_CONNECTION_ADMIN ON *.* TO '${testAccounts.operate.user}'@'%'`],
  },
] as const;

for (const { family, doorAt, grants } of families) {
  await describeOn(family, 'a master that is out of connections in the middle of a switchover', () => {
    let topology: Topology;
    let signalbox: TestEngine;
    let source: TestServer;
    let candidate: TestServer;
    const opened: Connection[] = [];

    async function begin(settings: Settings): Promise<void> {
      topology = await startTopology({ family, positions: 'gtid', replicas: 1, settingsOf: { s1: settings } });
      [source, candidate] = topology.servers as [TestServer, TestServer];
      for (const grant of grants) await source.query(grant);
      await topology.settle();
      signalbox = await startEngine(topology, { configuration: 'ask_to_move_application: true' });
    }
    afterEach(async () => {
      for (const connection of opened.splice(0)) connection.destroy();
      await signalbox.stop();
      await topology.stop();
    });

    /** Applications take all the room, and Signalbox loses its sessions there, but for the one that holds the lock. */
    async function fill(): Promise<void> {
      const { user, password } = testAccounts.application;
      const more = Array.from({ length: roomFor + 4 }, () => source.connect({ user, password }));
      opened.push(...(await Promise.all(more)));
      await source.query(`SET GLOBAL max_connections = ${String(roomFor)}`);
      const holder = await source.value("SELECT IS_USED_LOCK('signalbox.operation')");
      const own = await source.query(
        `SELECT id AS id FROM information_schema.processlist WHERE user = '${testAccounts.operate.user}'`,
      );
      for (const { id } of own) if (id !== holder) await source.query(`KILL ${String(id)}`);
    }

    /** The candidate can't get the last changes, so that the switchover has to be undone. */
    async function switchoverThatFails(): Promise<OperationResult> {
      let operation = '';
      const filled: Promise<void>[] = [];
      const onEvent = (event: OperationEvent): void => {
        if (event.kind === 'started') operation = event.operation;
        if (event.kind === 'question')
          holdBack().then(
            () => signalbox.engine.answer(operation, event.step, 'go'),
            () => signalbox.engine.cancel(operation),
          );
        if (event.kind === 'step' && event.step.id === 'drain' && event.step.state === 'running' && filled.length === 0)
          filled.push(fill());
      };
      const result = await signalbox.switchover(candidate.address, { onEvent });
      expect(filled).toHaveLength(1);
      await Promise.all(filled);
      return result;
    }

    async function holdBack(): Promise<void> {
      const lock = await candidate.connect({ user: 'root', socketPath: candidate.spec.socket });
      opened.push(lock);
      await lock.query('LOCK TABLES app.marks READ');
      await source.query("REPLACE INTO app.marks VALUES ('late', 'a')");
    }

    test('is opened again through the port for administrators', async () => {
      const [port = 0] = await freePorts(1);
      await begin(doorAt(port));
      const result = await switchoverThatFails();
      expect(result).toMatchObject({ outcome: 'undone', error: { details: { step: 'drain' } }, waysOut: [] });
      expect(await source.value('SELECT @@GLOBAL.read_only')).toBe(0);
    });
  });
}
