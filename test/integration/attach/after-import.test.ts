import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { flavours } from '../../../shared/domain/flavour.ts';
import type { AttachPreview, WantedStart } from '../../../shared/plans/attach-view.ts';
import { ContinuousWriter } from '../../kit/continuous-writer.ts';
import { startEngine, testCluster, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import { assertTablesEqual } from '../../kit/table-contents.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, testAccounts, type Topology } from '../../kit/topology.ts';
import { allowDumps, cachedPrograms, dumpOf, fill } from '../dump/dumping.ts';
import { tamper } from '../switchover/refused/threads.ts';

const withinMs = 120_000; // ms

for (const family of flavours) {
  const positions = family === 'mysql56' ? 'file' : 'gtid';
  await describeOn(family, `dumped, imported and made a replica by Signalbox alone, by ${positions}`, () => {
    let topology: Topology;
    let signalbox: TestEngine;
    let fresh: TestServer;

    beforeAll(async () => {
      topology = await startTopology({ family, positions, replicas: 1, standalone: 1 });
      const [standalone] = topology.standalone;
      if (standalone === undefined) throw new Error('too few servers');
      fresh = standalone;
      await allowDumps(topology);
      await fill(topology);
      await tamper(fresh, `GRANT ALL PRIVILEGES ON *.* TO '${testAccounts.operate.user}'@'%'`);
      if (family === 'mysql') await fresh.query('SET GLOBAL super_read_only = OFF');
      await fresh.query('SET GLOBAL read_only = OFF');
      signalbox = await startEngine(topology, { parts: { dumpPrograms: () => cachedPrograms(topology) } });
    }, withinMs);
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    /** Imports, unlogged and without leaving anything; the import's id. */
    async function importDump(file: string): Promise<string> {
      const request = {
        ...{ cluster: testCluster, server: fresh.address, file, database: null, parallel: 2 },
        ...{ logged: false, keepsMarks: true, skipErrors: [], resume: null, accept: [] },
      };
      const signal = AbortSignal.timeout(withinMs);
      const { importId, guards } = await signalbox.engine.previewImport(request, null, () => undefined, signal);
      expect(guards.filter(({ verdict }) => verdict === 'block')).toEqual([]);
      const accept = guards
        .filter(({ verdict }) => verdict !== 'pass')
        .map(({ code, server }) => ({ code, server, reason: 'a test' }));
      const run = { importId, accept, confirm: testCluster, signal, onEvent: () => undefined };
      expect(await signalbox.engine.runImport(run)).toMatchObject({ outcome: 'done', error: null });
      return importId;
    }

    const since = ({ guards }: AttachPreview) => guards.find(({ code }) => code === 'written-since-import')?.verdict;

    test(
      'nothing has to be dropped, and what is written there meanwhile is noticed',
      async () => {
        const writer = new ContinuousWriter([topology.source]);
        await writer.start();
        const out = join(signalbox.directory, 'shop.sql.gz');
        const run = { consent: true, signal: new AbortController().signal, onProgress: () => undefined };
        await signalbox.engine.takeDump(dumpOf(topology.replicas[0] ?? fresh, out), run);
        const start: WantedStart = { kind: 'import', id: await importDump(out), pair: null, by: null };
        await writer.progress(10);

        const preview = await signalbox.previewAttach(fresh.address, topology.source.address, start);
        expect(preview.guards.filter(({ verdict }) => verdict === 'block')).toEqual([]);
        expect(since(preview)).toBe('pass');

        await fresh.query('CREATE DATABASE meanwhile');
        const later = await signalbox.previewAttach(fresh.address, topology.source.address, start, {
          dropOwnLog: true,
        });
        expect(since(later)).toBe('loss');
        await tamper(fresh, 'DROP DATABASE meanwhile');

        const losses = later.guards.filter(({ verdict }) => verdict !== 'pass');
        const accept = losses.map(({ code, server }) => ({ code, server, reason: 'it was dropped again' }));
        const result = await signalbox.run(later.planId ?? '', { accept });
        expect(result).toMatchObject({ outcome: 'done', error: null });
        await writer.progress(20);
        await writer.stop();
        await topology.settle([...topology.replicas, fresh]);
        await assertTablesEqual([topology.source, ...topology.replicas, fresh]);
      },
      withinMs,
    );
  });
}
