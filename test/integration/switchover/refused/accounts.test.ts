import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountStatements } from '../../../../electron/engine/yard/servers/accounts.ts';
import { flavourNames, flavours, type Flavour } from '../../../../shared/domain/flavour.ts';
import { startEngine, type TestEngine } from '../../../kit/engine.ts';
import { describeOn } from '../../../kit/families.ts';
import { snapshot } from '../../../kit/server-snapshot.ts';
import type { TestServer } from '../../../kit/test-server.ts';
import { startTopology, testAccounts, type Topology } from '../../../kit/topology.ts';
import { answerOf, expectRefusal, saidBy } from './refusal.ts';
import { start, stop, tamper } from './threads.ts';

const lesser = { user: 'lesser', password: 'observe-41b7' };

/** The GRANTs that docs/privileges.md lists for a family, for another account: to observe, and to operate besides. */
function documentedGrants(family: Flavour): readonly [observe: readonly string[], operate: readonly string[]] {
  const text = readFileSync(new URL('../../../../docs/privileges.md', import.meta.url), 'utf8');
  const section = text.split(/^## /m).find((part) => part.startsWith(`${flavourNames[family]}\n`)) ?? '';
  const blocks = [...section.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql = '']) =>
    sql
      .replaceAll("'signalbox'@'%'", `'${lesser.user}'@'%'`)
      .split(/;\n/)
      .filter((line) => line !== ''),
  );
  const [observe, operate] = blocks;
  if (observe === undefined || operate === undefined) throw new Error(`docs/privileges.md has no grants for ${family}`);
  return [observe, operate];
}

for (const family of flavours) {
  await describeOn(family, 'accounts that a switchover needs:', () => {
    let topology: Topology;
    let signalbox: TestEngine;
    let candidate: TestServer;
    beforeAll(async () => {
      topology = await startTopology({ family, positions: family === 'mysql56' ? 'file' : 'gtid', replicas: 2 });
      [, candidate] = topology.servers as [TestServer, TestServer];
      signalbox = await startEngine(topology);
    });
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    /** Without IF EXISTS on MySQL 5.6: so it is there first. */
    const dropReplication =
      family === 'mysql56'
        ? ["GRANT USAGE ON *.* TO 'repl'@'%'", "DROP USER 'repl'@'%'"]
        : ["DROP USER IF EXISTS 'repl'@'%'"];
    const old = family === 'mysql56';
    test.each([
      { situation: 'is missing', sql: "DROP USER 'repl'@'%'", says: 'no usable account ‘repl’' },
      {
        situation: 'has another password',
        sql: old ? "SET PASSWORD FOR 'repl'@'%' = PASSWORD('other')" : "ALTER USER 'repl'@'%' IDENTIFIED BY 'other'",
        says: 'another password',
      },
      ...(old // without ACCOUNT LOCK
        ? []
        : [{ situation: 'is locked', sql: "ALTER USER 'repl'@'%' ACCOUNT LOCK", says: 'no usable account ‘repl’' }]),
      {
        situation: 'may not replicate',
        sql: "REVOKE REPLICATION SLAVE ON *.* FROM 'repl'@'%'",
        says: 'REPLICATION SLAVE',
      },
    ])('refused: the replication account on the candidate $situation', async ({ sql, says }) => {
      await tamper(candidate, sql);
      const ask = () => signalbox.switchover(candidate.address);
      const result = await expectRefusal(topology, ask, ['replication-account s2']);
      expect(answerOf(result, 'replication-account', candidate).message).toContain(says);
      await tamper(candidate, ...dropReplication, ...accountStatements(family, testAccounts));
      expect((await signalbox.preview(candidate.address)).runnable).toBe(true);
    });

    test('refused: an account that may only observe; runs after the GRANTs that the cure names', async () => {
      const [observe] = documentedGrants(family);
      for (const server of topology.servers) await tamper(server, createLesser(), ...observe);
      const limited = await startEngine(topology, { account: lesser });
      const blocks = topology.servers.map(({ name }) => `privileges-missing ${name}`);
      const result = await expectRefusal(topology, () => limited.switchover(candidate.address), blocks);
      for (const server of topology.servers) {
        const { message, cure } = answerOf(result, 'privileges-missing', server);
        expect(message).toMatch(old ? /SUPER/ : /REPLICATION[ _]SLAVE[ _]ADMIN/);
        await tamper(server, /GRANT [^;]*/.exec(cure ?? '')?.[0] ?? 'no GRANT');
      }
      const preview = await limited.preview(candidate.address);
      expect(saidBy(topology, preview.guards, 'block')).toEqual([]);
      await limited.stop();
      for (const server of topology.servers) await tamper(server, `DROP USER '${lesser.user}'@'%'`);
    });

    test('refused: an account that sees only its own sessions', async () => {
      const [observe, operate] = documentedGrants(family);
      for (const server of topology.servers) {
        await tamper(server, createLesser(), ...observe, ...operate, `REVOKE PROCESS ON *.* FROM '${lesser.user}'@'%'`);
      }
      const blind = await startEngine(topology, { account: lesser });
      const blocks = [...topology.servers.map(({ name }) => `privileges-missing ${name}`), 'processlist-cut s1'];
      const result = await expectRefusal(topology, () => blind.switchover(candidate.address), blocks);
      expect(answerOf(result, 'processlist-cut', topology.source).cure).toContain('GRANT PROCESS');
      await blind.stop();
      for (const server of topology.servers) await tamper(server, `DROP USER '${lesser.user}'@'%'`);
    });

    if (old)
      test('warned of: an anonymous account on the candidate that takes the place of the replication account', async () => {
        await tamper(candidate, "GRANT USAGE ON *.* TO ''@'localhost'");
        const preview = await signalbox.preview(candidate.address);
        expect(answerOf(preview, 'anonymous-accounts', candidate)).toMatchObject({ verdict: 'warn' });
        await tamper(candidate, "DROP USER ''@'localhost'");
      });

    test('the documented privileges are enough, events included', async () => {
      await topology.source.query(
        "CREATE EVENT app.tick ON SCHEDULE EVERY 1 HOUR DO REPLACE INTO app.marks VALUES ('tick', 'x')",
      );
      await topology.settle();
      const [observe, operate] = documentedGrants(family);
      for (const server of topology.servers) await tamper(server, createLesser(), ...observe, ...operate);
      const exact = await startEngine(topology, { account: lesser });
      const result = await exact.switchover(candidate.address);
      expect(saidBy(topology, result.guards, 'block')).toEqual([]);
      expect(result).toMatchObject({ outcome: 'done', leftBehind: [], error: null, waysOut: [] });
      expect((await snapshot(candidate)).events).toEqual({ 'app.tick': 'ENABLED by root@localhost' });
      expect(await exact.switchover(topology.source.address)).toMatchObject({ outcome: 'done', leftBehind: [] });
      await exact.stop();
    });

    test('without a configured replication account it is taken from a candidate that keeps it readable, else refused', async () => {
      const plain = await startEngine(topology, { replication: false });
      const ask = () => plain.switchover(candidate.address);
      if (family !== 'mysql') {
        const result = await expectRefusal(topology, ask, ['replication-credentials s2']);
        expect(answerOf(result, 'replication-credentials', candidate).cure).toContain('replication:');
      }
      if (old) {
        await stop(candidate);
        await candidate.query("SET GLOBAL master_info_repository = 'TABLE'");
        await start(candidate);
      }
      if (family !== 'mariadb') {
        expect(await ask()).toMatchObject({ outcome: 'done', leftBehind: [], error: null });
      }
      await plain.stop();
    });

    function createLesser(): string {
      return `CREATE USER '${lesser.user}'@'%' IDENTIFIED BY '${lesser.password}'`;
    }
  });
}
