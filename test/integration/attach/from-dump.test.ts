import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Flavour } from '../../../shared/domain/flavour.ts';
import type { WantedStart } from '../../../shared/plans/attach-view.ts';
import type { Positions } from '../../../electron/engine/yard/servers/server-settings.ts';
import { ContinuousWriter } from '../../kit/continuous-writer.ts';
import { startEngine, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import { assertTablesEqual } from '../../kit/table-contents.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { allowDumps, cachedPrograms, dumpOf, fill, load } from '../dump/dumping.ts';

const cases: readonly (readonly [Flavour, Positions])[] = [
  ['mariadb', 'gtid'],
  ['mariadb', 'file'],
  ['mysql', 'gtid'],
  ['mysql', 'file'],
  ['mysql56', 'file'],
];
const withinMs = 120_000; // ms

for (const [family, positions] of cases) {
  await describeOn(family, `a server filled from a dump becomes a replica, by ${positions}`, () => {
    let topology: Topology;
    let signalbox: TestEngine;

    beforeAll(async () => {
      topology = await startTopology({ family, positions, replicas: 1, standalone: 2 });
      await allowDumps(topology);
      await fill(topology);
      signalbox = await startEngine(topology, { parts: { dumpPrograms: () => cachedPrograms(topology) } });
    }, withinMs);
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    test(
      'of the dumped replica with its own pair, and beside it with the other; what runs is what was rehearsed',
      async () => {
        const [replica] = topology.replicas;
        const [below, beside] = topology.standalone;
        if (replica === undefined || below === undefined || beside === undefined) throw new Error('too few servers');
        const writer = new ContinuousWriter([topology.source]);
        await writer.start();
        const out = join(signalbox.directory, 'replica.sql.gz');
        const run = { consent: true, signal: new AbortController().signal, onProgress: () => undefined };
        const dumped = await signalbox.engine.takeDump(dumpOf(replica, out), run);
        await load(topology, below, out);
        await load(topology, beside, out);
        await writer.progress(20);

        const start: WantedStart = { kind: 'dump', from: out, pair: null, by: null };
        const dropOwnLog = positions === 'gtid';
        const { own, channels } = dumped.coordinates;
        const wanted = [
          { server: below, to: replica, pair: own },
          { server: beside, to: topology.source, pair: channels[0] },
        ];
        for (const { server, to, pair } of wanted) {
          const preview = await signalbox.previewAttach(server.address, to.address, start, { dropOwnLog });
          expect(preview.guards.filter(({ verdict }) => verdict === 'block')).toEqual([]);
          expect(preview.begins).toContain(
            positions === 'gtid' ? pair?.gtid : `${String(pair?.position.file)}:${String(pair?.position.offset)}`,
          );
          const result = await signalbox.carryOut(preview);
          expect(result.error).toBeNull();
          expect(result).toMatchObject({ outcome: 'done', leftBehind: [] });
          expect(result.steps.map(({ id, statements }) => [id, statements])).toEqual(
            preview.steps.map(({ id, statements }) => [id, statements]),
          );
          const again = await signalbox.previewAttach(server.address, to.address, start);
          expect(again.guards.find(({ code }) => code === 'follows-already')?.verdict).toBe('block');
        }
        await writer.progress(20);
        await writer.stop();
        await topology.settle([replica, below, beside]);
        await assertTablesEqual([topology.source, replica, below, beside]);
        for (const server of [below, beside]) {
          const [row] = await server.query('SELECT @@global.read_only AS closed');
          expect(Number(row?.['closed'])).toBe(1);
        }
      },
      withinMs,
    );
  });
}
