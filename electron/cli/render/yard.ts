import { flavourNames } from '../../../shared/domain/flavour.ts';
import type { YardStatus } from '../../../shared/ipc/contract.ts';
import type { Look } from './look.ts';

/** The yard's servers and whether they run. */
export function renderYard(yard: YardStatus, { paint }: Look): string {
  if (yard.servers.length === 0) return 'No yard is up. Start one: signalbox yard up';
  const family = flavourNames[yard.family ?? 'mariadb'];
  const positions = yard.positions === 'file' ? 'file and position' : 'GTID';
  return [
    `${paint('bold', 'Yard')}: ${family}, ${positions}, ${yard.shape ?? 'star'}, ${yard.running ? paint('green', 'running') : paint('red', 'not all of it runs')}`,
    ...yard.servers.map(
      (server) => `  ${server.address}  ${server.alive ? paint('green', 'runs') : paint('red', 'does not run')}`,
    ),
  ].join('\n');
}
