import { afterAll, beforeAll, expect, test } from 'vitest';

import type { ClusterReader } from '../../../electron/engine/discovery/cluster-reader.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { Family } from '../../../shared/domain/server.ts';
import { describeOn } from '../../kit/families.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { waitFor } from '../../kit/wait-for.ts';
import { clusterOf, readerOf, unhurried } from './cluster.ts';

const families: readonly Family[] = ['mariadb', 'mysql'];

/** `critical master-dead s1`: with the servers' names in place of their addresses. */
function said(topology: Topology, findings: readonly Finding[]): readonly string[] {
  const nameOf = (server: string): string => topology.server(server).name;
  return findings.map(({ severity, code, server }) =>
    [severity, code, ...(server === null ? [] : [nameOf(server)])].join(' '),
  );
}

for (const family of families) {
  await describeOn(family, 'findings', () => {
    let topology: Topology;
    let reader: ClusterReader;

    beforeAll(async () => {
      topology = await startTopology({ family, positions: 'gtid' });
      reader = readerOf();
    });
    afterAll(() => topology.stop());

    const look = async (): Promise<readonly Finding[]> => {
      const seeds = topology.servers.map(({ address }) => address);
      return (await reader.look(clusterOf(seeds), unhurried)).topology.findings;
    };

    /** Waits until exactly these are found; then each of them has been judged on real servers. */
    const found = async (expected: readonly string[]): Promise<readonly Finding[]> =>
      waitFor(
        expected.length === 0 ? 'no findings' : expected.join(', '),
        look,
        (findings) => JSON.stringify(said(topology, findings)) === JSON.stringify(expected),
      );

    const replica = (at: number): TestServer => {
      const server = topology.replicas[at];
      if (server === undefined) throw new Error('no such replica');
      return server;
    };

    test('are none in a healthy cluster', async () => {
      await found([]);
    });

    test('a master that is read-only', async () => {
      await topology.source.query('SET GLOBAL read_only = 1');
      await found(['critical no-writable-master']);
      await topology.source.query('SET GLOBAL read_only = 0');
      await found([]);
    });

    test('a slave that accepts writes', async () => {
      await replica(0).query('SET GLOBAL read_only = 0');
      await found(['warning writable-slave s2']);
      await replica(0).query('SET GLOBAL read_only = 1');
      await found([]);
    });

    test('threads that someone stopped', async () => {
      await replica(0).query('STOP REPLICA SQL_THREAD');
      const [finding] = await found(['warning replication-stopped s2']);
      expect(finding?.message).toContain('SQL thread');
      await replica(0).query('START REPLICA');
      await found([]);
    });

    test('the same server_id twice', async () => {
      const other = await topology.source.value('SELECT @@server_id');
      const own = await replica(1).value('SELECT @@server_id');
      await replica(1).query(`SET GLOBAL server_id = ${String(other)}`);
      const [finding] = await found(['critical duplicate-server-id']);
      expect(finding?.servers).toEqual([topology.source.address, replica(1).address].sort());
      await replica(1).query(`SET GLOBAL server_id = ${String(own)}`);
      await found([]);
    });

    test('a write on a slave, and the duplicate key that it leads to', async () => {
      const write = "INSERT INTO app.marks (name, value) VALUES ('errant', 'x')";
      await replica(0).query('SET GLOBAL read_only = 0');
      await replica(0).query(write);
      await replica(0).query('SET GLOBAL read_only = 1');
      const [errant] = await found(['warning errant-transactions s2']);
      expect(errant?.message).toContain('1 transaction');

      await topology.source.query(write);
      const [stopped] = await found(['critical replication-stopped s2', 'warning errant-transactions s2']);
      // MySQL's coordinator keeps the worker's number but leaves the table to performance_schema.
      expect(stopped?.message).toContain(family === 'mariadb' ? 'error 1062 on table app.marks' : 'error 1062');
      expect(stopped?.explanation).toContain('duplicate key');
    });

    test('a master that died', async () => {
      await topology.source.kill();
      const findings = await waitFor('master-dead', look, ([first]) => first?.code === 'master-dead');
      expect(findings[0]?.server).toBe(topology.source.address);
      expect([...(findings[0]?.servers ?? [])].sort()).toEqual(topology.servers.map(({ address }) => address).sort());
      expect(findings.map(({ code }) => code)).not.toContain('no-writable-master');
    });
  });
}
