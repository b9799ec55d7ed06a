import { expect } from 'vitest';
import { assertAcknowledgedWritesExist } from './acknowledged-writes.ts';
import { ContinuousWriter } from './continuous-writer.ts';
import { assertTablesEqual } from './table-contents.ts';
import type { TestServer } from './test-server.ts';
import type { Topology } from './topology.ts';
import { acceptedBy, writableOverlaps } from './writable-overlap.ts';
import { WriteProber } from './write-prober.ts';

/**
 * Does something while the writer writes and the prober tries every server. Returns after I1, I2 and equal tables were
 * proved; `act` gives the server that takes the writes at its end. `opened` are the others that must have taken some.
 */
export async function underWrites(
  topology: Topology,
  opened: readonly TestServer[],
  act: (writer: ContinuousWriter) => Promise<TestServer>,
): Promise<void> {
  const writer = new ContinuousWriter(topology.servers);
  const prober = new WriteProber(topology.servers);
  await prober.start();
  await writer.start();
  const source = await act(writer);
  await writer.progress();
  const writes = await writer.stop();
  const probes = await prober.stop();
  await topology.settle(
    topology.servers.filter((server) => server !== source),
    source,
  );
  expect(writableOverlaps(probes)).toEqual([]);
  for (const server of [...opened, source]) expect(acceptedBy(probes, server.address)).toBeGreaterThan(0);
  await assertAcknowledgedWritesExist(writes, topology.servers);
  await assertTablesEqual(topology.servers);
}
