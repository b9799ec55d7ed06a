import { readFile } from 'node:fs/promises';
import { startTopology } from '../../kit/topology.ts';
import { loader } from './loader-account.ts';

export type BenchFamily = 'mariadb' | 'mysql';

/** @throws Error for anything else. */
export function benchFamily(name: string): BenchFamily {
  if (name !== 'mariadb' && name !== 'mysql') throw new Error(`${name} is neither mariadb nor mysql`);
  return name;
}

/** One server with durable settings and the loader's account. */
export async function startLoadServer(family: BenchFamily) {
  const settings = {
    'read-only': 'OFF',
    'innodb-flush-log-at-trx-commit': '1',
    'sync-binlog': family === 'mysql' ? '1' : '0',
    'innodb-buffer-pool-size': '1G',
    ...(family === 'mysql' ? { 'super-read-only': 'OFF' } : {}),
  };
  const topology = await startTopology({ family, positions: 'gtid', replicas: 0, settings });
  await topology.source.query(`CREATE USER '${loader.user}'@'%' IDENTIFIED BY '${loader.password}'`);
  await topology.source.query(`GRANT ALL PRIVILEGES ON *.* TO '${loader.user}'@'%'`);
  return topology;
}

/** User and system time of a process so far, s. */
export async function cpuOf(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${String(pid)}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
