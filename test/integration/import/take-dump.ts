import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Flavour } from '../../../shared/domain/flavour.ts';
import { ensureServerBinaries } from '../../../electron/engine/yard/binaries/ensure-server-binaries.ts';
import type { Topology } from '../../kit/topology.ts';

const largest = 256 * 1024 * 1024; // bytes

/** What the family's own dump program writes of a server, with these options. MySQL 5.6 has none here: that of MySQL 9.7 stands in. */
export async function takeDump(
  topology: Pick<Topology, 'family' | 'source'>,
  options: readonly string[],
): Promise<Buffer> {
  const { family, older } = programFor(topology.family);
  const { dump, options: settings } = await ensureServerBinaries(family);
  if (dump === null) throw new Error(`There is no dump program of ${family} on this machine.`);
  const login = ['--no-defaults', '-uroot', `--socket=${topology.source.spec.socket}`];
  const plugins = settings.filter((line) => line.startsWith('plugin-dir=')).map((line) => `--${line}`);
  const args = [...dump.args, ...login, ...plugins, '--default-character-set=utf8mb4', ...older, ...options];
  const { stdout } = await promisify(execFile)(dump.file, args, { encoding: 'buffer', maxBuffer: largest });
  return stdout;
}

/** Whose program dumps a family, and what it must be told of an older server. */
function programFor(family: Flavour): { readonly family: Flavour; readonly older: readonly string[] } {
  return family === 'mysql56'
    ? { family: 'mysql', older: ['--column-statistics=0', '--set-gtid-purged=OFF'] }
    : { family, older: [] };
}
