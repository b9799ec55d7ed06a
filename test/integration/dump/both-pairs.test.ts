import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Flavour } from '../../../shared/domain/flavour.ts';
import { channelsStatement } from '../../../electron/engine/yard/servers/replication-statements.ts';
import type { Positions, Settings } from '../../../electron/engine/yard/servers/server-settings.ts';
import { ContinuousWriter } from '../../kit/continuous-writer.ts';
import { startEngine, testCluster, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import { assertTablesEqual } from '../../kit/table-contents.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { allowDumps, cachedPrograms, dumpOf, fill, follow, load, scanned } from './dumping.ts';

/** Family, positions, and workers of the replica's applier where they leave gaps. */
const cases: readonly (readonly [Flavour, Positions, number?])[] = [
  ['mariadb', 'gtid'],
  ['mariadb', 'file'],
  ['mysql', 'gtid'],
  ['mysql', 'file'],
  ['mysql56', 'file'],
  ['mysql56', 'file', 4],
];
const withinMs = 120_000; // ms

for (const [family, positions, workers] of cases) {
  const title = `dumps with both pairs of coordinates, by ${positions}${workers === undefined ? '' : ', several workers'}`;
  await describeOn(family, title, () => {
    let topology: Topology;
    let signalbox: TestEngine;

    beforeAll(async () => {
      topology = await startTopology({ family, positions, replicas: 1, standalone: 2, settingsOf: parallel(workers) });
      await allowDumps(topology);
      await fill(topology);
      signalbox = await startEngine(topology, { parts: { dumpPrograms: () => cachedPrograms(topology) } });
    }, withinMs);
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    test(
      'a dump of a replica under load makes a replica of it and a sibling',
      async () => {
        const [replica] = topology.replicas;
        const [below, beside] = topology.standalone;
        if (replica === undefined || below === undefined || beside === undefined) throw new Error('too few servers');
        const writer = new ContinuousWriter([topology.source]);
        await writer.start();
        const out = join(signalbox.directory, 'replica.sql.gz');
        const { engine } = signalbox;
        const run = { consent: true, signal: new AbortController().signal, onProgress: () => undefined };
        const result = await engine.takeDump(dumpOf(replica, out), run);
        await writer.progress(5);

        const [channel] = await replica.query(channelsStatement(family));
        expect(channel?.[family === 'mysql' ? 'Replica_SQL_Running' : 'Slave_SQL_Running']).toBe('Yes');
        expect(result.stoppedMs).toBeGreaterThan(0);
        expect(result.coordinates.channels).toMatchObject([{ source: topology.source.address }]);
        expect((await stat(out)).mode & 0o777).toBe(0o600);
        expect((await readdir(signalbox.directory)).filter((name) => name.endsWith('.part'))).toEqual([]);
        const record = engine.journalRecord(result.record.id);
        expect(record).toMatchObject({ server: replica.address, position: result.coordinates.own?.position });
        expect(record.channels[0]?.executed).toEqual(result.coordinates.channels[0]?.position);
        expect(record.note).toContain(out);
        expect(engine.cutOffDumps(testCluster)).toEqual([]);

        const { model, text } = await scanned(out);
        const { own, channels } = result.coordinates;
        const ofOwn = model.coordinates.sources.filter(({ of }) => of === 'dumped-server');
        const ofSource = model.coordinates.sources.filter(({ of }) => of === 'its-source');
        for (const { logFile, logPosition, commented } of ofOwn) {
          expect({ file: logFile, offset: logPosition, commented }).toEqual({ ...own?.position, commented: true });
        }
        expect(ofOwn.length).toBeGreaterThan(0);
        expect(ofSource).toMatchObject([
          { logFile: channels[0]?.position.file, logPosition: channels[0]?.position.offset, commented: true },
        ]);
        expect(model.completeness.kind).toBe('complete');
        expect(model.tables.find(({ name }) => name === 'bulk')?.rows).toBe(2 ** 14);
        expect(text).not.toContain('operate-7f3a');
        if (positions === 'gtid') {
          const gtids = family === 'mariadb' ? model.coordinates.gtidSlavePos : model.coordinates.gtidPurged;
          expect(gtids.find(({ of }) => of === 'dumped-server')?.gtids).toBe(own?.gtid);
          expect(gtids.find(({ of }) => of === 'its-source')?.gtids).toBe(channels[0]?.gtid);
        }

        await load(topology, below, out);
        await load(topology, beside, out);
        const [sibling] = channels;
        if (own === null || sibling === undefined) throw new Error('a pair is missing');
        await follow(topology, below, replica, own);
        await follow(topology, beside, topology.source, sibling);
        await writer.progress(20);
        await writer.stop();
        await topology.settle([replica, below, beside]);
        await assertTablesEqual([topology.source, replica, below, beside]);
      },
      withinMs,
    );

    test(
      'a dump of the source under load has its own position, and a fresh server goes on from there',
      async () => {
        const fresh = topology.standalone[1];
        if (fresh === undefined) throw new Error('too few servers');
        const writer = new ContinuousWriter([topology.source]);
        await writer.start();
        const out = join(signalbox.directory, 'source.sql.gz');
        const run = { consent: true, signal: new AbortController().signal, onProgress: () => undefined };
        const result = await signalbox.engine.takeDump(dumpOf(topology.source, out), run);
        expect(result).toMatchObject({
          ownPosition: family === 'mariadb' ? 'snapshot' : 'read-lock',
          stoppedMs: null,
          coordinates: { channels: [] },
        });
        for (const sql of stopAndForget(family)) await fresh.query(sql);
        await load(topology, fresh, out);
        const { own } = result.coordinates;
        if (own === null) throw new Error('its own pair is missing');
        await follow(topology, fresh, topology.source, own);
        await writer.progress(20);
        await writer.stop();
        await topology.settle([fresh]);
        await assertTablesEqual([topology.source, fresh]);
      },
      withinMs,
    );
  });
}

function parallel(workers: number | undefined): Readonly<Record<string, Settings>> {
  return workers === undefined ? {} : { s2: { 'slave-parallel-workers': workers } };
}

function stopAndForget(family: Flavour): readonly string[] {
  const what = family === 'mysql' ? 'REPLICA' : 'SLAVE';
  const forget = family === 'mysql' ? 'RESET BINARY LOGS AND GTIDS' : 'RESET MASTER';
  return [`STOP ${what}`, `RESET ${what} ALL`, forget];
}
