import { createServer, type AddressInfo, type Server } from 'node:net';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { factOf } from '../../../shared/domain/facts.ts';
import { familyOfFlavour, flavours, type Flavour } from '../../../shared/domain/flavour.ts';
import { describeOn } from '../../kit/families.ts';
import { freePorts } from '../../../electron/engine/yard/servers/free-port.ts';
import { startTopology, testAccounts, type Topology } from '../../kit/topology.ts';
import { clusterOf, readerOf, rolesIn, unhurried, viewOf } from './cluster.ts';

for (const family of flavours) {
  await describeOn(family, 'discovery', () => {
    let topology: Topology;

    beforeAll(async () => {
      topology = await startTopology({ family, positions: 'gtid' });
    });
    afterAll(() => topology.stop());

    const wholeCluster = () => ({
      [topology.source.address]: 'source',
      ...Object.fromEntries(topology.replicas.map(({ address }) => [address, 'replica'])),
    });

    test('finds every server from any one of them', async () => {
      for (const seed of topology.servers) {
        const look = await readerOf().look(clusterOf([seed.address]), unhurried);
        expect(rolesIn(look.topology)).toEqual(wholeCluster());
      }
    });

    test('shows what each server is and whom it follows', async () => {
      const look = await readerOf().look(clusterOf([topology.source.address]), unhurried);
      const source = viewOf(look.topology, topology.source.address);
      expect(source).toMatchObject({
        family: familyOfFlavour(family),
        writable: true,
        serverId: 1,
        reason: null,
        stale: false,
      });
      expect(source.position?.file).toMatch(/^binlog\.\d+$/);
      for (const replica of topology.replicas) {
        const view = viewOf(look.topology, replica.address);
        expect(view).toMatchObject({ writable: false, channels: [{ io: 'yes', sql: 'yes', error: null }] });
        expect(view.channels[0]?.source).toBe(source.id);
        expect(view.channels[0]?.lag).toEqual({ seconds: 0, kind: 'measured' });
      }
    });

    test('knows one server under two addresses as one, named by the first seed', async () => {
      const { port, address } = topology.source;
      const look = await readerOf().look(clusterOf([`localhost:${String(port)}`, address]), unhurried);
      expect(look.topology.servers).toHaveLength(3);
      expect(viewOf(look.topology, `localhost:${String(port)}`).aliases).toEqual([address]);
      expect(look.resolve(address)).toBe(`localhost:${String(port)}`);
      for (const replica of topology.replicas) {
        expect(viewOf(look.topology, replica.address).channels[0]?.source).toBe(`localhost:${String(port)}`);
      }
    });

    test('reads the groups it is asked for besides', async () => {
      const look = await readerOf().look(clusterOf([topology.source.address]), unhurried, ['privileges', 'accounts']);
      const facts = look.facts.get(topology.source.address);
      expect(factOf(facts, 'privileges')?.account).toBe(`${testAccounts.operate.user}@%`);
      const accounts = factOf(facts, 'accounts')?.accounts ?? [];
      expect(accounts.find(({ user }) => user === testAccounts.replication.user)).toMatchObject({
        replicationReplica: true,
        writesThroughReadOnly: false,
        locked: false,
      });
      expect(accounts.find(({ user }) => user === testAccounts.operate.user)?.writesThroughReadOnly).toBe(true);
    });

    test('shows a wrong password on every seed, without waiting', async () => {
      const reader = readerOf({ passwordOf: () => Promise.resolve('wrong') });
      const look = await reader.look(clusterOf([topology.source.address]), unhurried);
      expect(look.topology.servers).toHaveLength(1);
      expect(viewOf(look.topology, topology.source.address)).toMatchObject({
        role: 'unreachable',
        reason: { code: 'server-access-denied' },
      });
      expect(JSON.stringify(look.topology)).not.toContain('wrong');
    });

    test('shows an account that may not look, with what it lacks', async () => {
      const cluster = clusterOf([topology.source.address], { user: testAccounts.application.user });
      const reader = readerOf({ passwordOf: () => Promise.resolve(testAccounts.application.password) });
      const { topology: seen } = await reader.look(cluster, unhurried);
      const reason = viewOf(seen, topology.source.address).reason;
      expect(reason?.code).toBe('server-statement-failed');
      expect(reason?.message).toContain('REPLICATION CLIENT');
    });

    test('shows each seed that can’t be read with its reason, and the rest all the same', async () => {
      const silent = await listening(() => undefined);
      const foreign = await listening((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'));
      const [nobody] = await freePorts(1);
      const reader = readerOf({ bounds: { connectWithinMs: 500, statementWithinMs: 2000 } });
      const seeds = [at(silent), at(foreign), `127.0.0.1:${String(nobody)}`, 'no-such-host.invalid:3306'];
      const look = await reader.look(clusterOf([...seeds, topology.source.address]), unhurried);
      expect(seeds.map((seed) => look.unreachable.get(seed)?.code)).toEqual([
        'server-timeout',
        'server-not-mysql',
        'server-unreachable',
        'server-unreachable',
      ]);
      expect(rolesIn(look.topology)).toMatchObject(wholeCluster());
      silent.close();
      foreign.close();
    });

    test('draws the edge to a source that a replica knows by another name', async () => {
      const [renamed] = topology.replicas;
      if (renamed === undefined) throw new Error('no replica');
      for (const sql of repointed(family, topology.source.port)) await renamed.query(sql);
      await topology.settle([renamed]);
      for (const seed of [renamed.address, topology.source.address]) {
        const look = await readerOf().look(clusterOf([seed]), unhurried);
        expect(look.topology.servers).toHaveLength(3);
        const channel = viewOf(look.topology, renamed.address).channels[0];
        expect(channel?.source).toBe(look.resolve(topology.source.address));
      }
    });

    test('keeps no connection', async () => {
      await readerOf().look(clusterOf([topology.source.address]), unhurried);
      const count = `SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE USER = '${testAccounts.operate.user}'`;
      await expect.poll(() => topology.source.value(count)).toBe(0);
    });
  });
}

function repointed(family: Flavour, port: number): readonly string[] {
  const gtid = family === 'mariadb' ? 'MASTER_USE_GTID = slave_pos' : 'MASTER_AUTO_POSITION = 1';
  return family !== 'mysql'
    ? [
        'STOP SLAVE',
        `CHANGE MASTER TO MASTER_HOST = 'localhost', MASTER_PORT = ${String(port)}, ${gtid}`,
        'START SLAVE',
      ]
    : [
        'STOP REPLICA',
        `CHANGE REPLICATION SOURCE TO SOURCE_HOST = 'localhost', SOURCE_PORT = ${String(port)}, SOURCE_AUTO_POSITION = 1`,
        'START REPLICA',
      ];
}

function at(server: Server): string {
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

function listening(onConnection: Parameters<typeof createServer>[1] & object): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
