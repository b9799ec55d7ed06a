import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ensureServerBinaries } from '../../../electron/engine/yard/binaries/ensure-server-binaries.ts';
import type { Topology } from '../../kit/topology.ts';

const largest = 64 * 1024 * 1024; // bytes

/** What the family's own dump program writes of a server, with these options. */
export async function takeDump(
  topology: Pick<Topology, 'family' | 'source'>,
  options: readonly string[],
): Promise<Buffer> {
  const { dump } = await ensureServerBinaries(topology.family);
  if (dump === null) throw new Error(`There is no dump program of ${topology.family} on this machine.`);
  const login = ['--no-defaults', '-uroot', `--socket=${topology.source.spec.socket}`];
  const args = [...dump.args, ...login, ...options];
  const { stdout } = await promisify(execFile)(dump.file, args, { encoding: 'buffer', maxBuffer: largest });
  return stdout;
}
