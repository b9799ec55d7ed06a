import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { allowDumps, cachedPrograms, fill } from '../../integration/dump/dumping.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, testAccounts, type Topology } from '../../kit/topology.ts';

/** A source and its replica with data, and a folder for dumps. */
export interface DumpScene {
  readonly topology: Topology;
  readonly replica: TestServer;
  readonly folder: string;
  /** The configuration file. */
  readonly config: string;
}

/** `atEnd` is given what takes it down. */
export async function startDumpScene(
  family: 'mariadb' | 'mysql',
  atEnd: (end: () => Promise<void>) => void,
): Promise<DumpScene> {
  const topology = await startTopology({ family, positions: 'gtid', replicas: 1 });
  const folder = await mkdtemp(join(tmpdir(), 'sbx-dump-'));
  atEnd(async () => {
    await topology.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const [replica] = topology.replicas;
  if (replica === undefined) throw new Error('there is no replica');
  await allowDumps(topology);
  await fill(topology);
  await topology.source.query('CREATE DATABASE crm');
  await topology.source.query('CREATE TABLE crm.people (id INT PRIMARY KEY) ENGINE=InnoDB');
  await topology.source.query('CREATE TABLE shop.zz_last (id INT PRIMARY KEY) ENGINE=InnoDB');
  await topology.settle();
  const { user, password } = testAccounts.operate;
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  const config = join(folder, 'signalbox.yaml');
  const cluster = `    environment: development\n    seeds: ["${topology.source.address}"]\n    user: ${user}\n    password: file:${passwordFile}\n`;
  await writeFile(config, `clusters:\n  shop:\n${cluster}`, { mode: 0o600 });
  return { topology, replica, folder, config };
}

/**
 * Puts the family's dump program before all others on the PATH of whatever is started from here on, held back at its
 * end; gives what lets it end. `atEnd` is given what takes it away.
 */
export async function holdDumps(
  { topology, folder }: DumpScene,
  atEnd: (end: () => void) => void,
): Promise<() => Promise<void>> {
  const [real] = await cachedPrograms(topology);
  const command = [real?.file, ...(real?.args ?? [])].map((part) => `'${String(part)}'`).join(' ');
  const go = join(folder, 'go');
  const programs = join(folder, 'programs');
  await mkdir(programs);
  const lines = [
    '#!/bin/sh',
    `case "$*" in *--version*) exec ${command} "$@";; esac`,
    `${command} "$@" || exit $?`,
    `while [ ! -e '${go}' ]; do sleep 0.1; done`,
    '',
  ];
  const name = topology.family === 'mariadb' ? 'mariadb-dump' : 'mysqldump';
  await writeFile(join(programs, name), lines.join('\n'), { mode: 0o700 });
  const { PATH: before = '' } = process.env;
  process.env['PATH'] = `${programs}${delimiter}${before}`;
  atEnd(() => {
    process.env['PATH'] = before;
  });
  return () => writeFile(go, '');
}

/** Whether its SQL thread runs, as the server says it. */
export async function sqlThread(server: TestServer, family: 'mariadb' | 'mysql'): Promise<unknown> {
  const [row] = await server.query(family === 'mysql' ? 'SHOW REPLICA STATUS' : 'SHOW SLAVE STATUS');
  return row?.[family === 'mysql' ? 'Replica_SQL_Running' : 'Slave_SQL_Running'];
}
