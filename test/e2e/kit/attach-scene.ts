import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { allowDumps, cachedPrograms, dumpOf, fill } from '../../integration/dump/dumping.ts';
import { tamper } from '../../integration/switchover/refused/threads.ts';
import { ContinuousWriter } from '../../kit/continuous-writer.ts';
import { configure, startEngine } from '../../kit/engine.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, testAccounts, type Topology, type TopologyRequest } from '../../kit/topology.ts';

/** A master that is written to, its slave, a dump of that slave, and a server without data that follows nobody. */
export interface AttachScene {
  readonly topology: Topology;
  readonly replica: TestServer;
  readonly fresh: TestServer;
  readonly writer: ContinuousWriter;
  /** Its whole path. */
  readonly dump: string;
  /** The configuration file. */
  readonly config: string;
}

/** `atEnd` is given what takes it down. */
export async function startAttachScene(
  { family, positions }: Pick<TopologyRequest, 'family' | 'positions'>,
  atEnd: (end: () => Promise<void>) => void,
): Promise<AttachScene> {
  const topology = await startTopology({ family, positions, replicas: 1, standalone: 1 });
  atEnd(() => topology.stop());
  const [[replica], [fresh]] = [topology.replicas, topology.standalone];
  if (replica === undefined || fresh === undefined) throw new Error('too few servers');
  await allowDumps(topology);
  await fill(topology);
  await tamper(fresh, `GRANT ALL PRIVILEGES ON *.* TO '${testAccounts.operate.user}'@'%'`);
  if (family === 'mysql') await fresh.query('SET GLOBAL super_read_only = OFF');
  await fresh.query('SET GLOBAL read_only = OFF');

  const folder = await mkdtemp(join(tmpdir(), 'sbx-attach-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  const seeds = [topology.source.address, fresh.address];
  const config = await configure(folder, topology, { configuration: 'poll_interval: 1s', seeds });
  const writer = new ContinuousWriter([topology.source]);
  await writer.start();
  const dump = join(folder, 'shop.sql.gz');
  await dumpBySignalbox(topology, replica, dump);
  await writer.progress(10);
  return { topology, replica, fresh, writer, dump, config };
}

async function dumpBySignalbox(topology: Topology, from: TestServer, out: string): Promise<void> {
  const signalbox = await startEngine(topology, { parts: { dumpPrograms: () => cachedPrograms(topology) } });
  try {
    const run = { consent: true, signal: new AbortController().signal, onProgress: () => undefined };
    await signalbox.engine.takeDump(dumpOf(from, out), run);
  } finally {
    await signalbox.stop();
  }
}
