import type { Flavour } from '../../../../shared/domain/flavour.ts';
import { snapshot } from '../../../kit/server-snapshot.ts';
import type { TestServer } from '../../../kit/test-server.ts';
import { waitFor } from '../../../kit/wait-for.ts';

type Thread = 'IO_THREAD' | 'SQL_THREAD';

/** MySQL 5.6 does not understand REPLICA. */
function word(server: TestServer): string {
  return server.binaries.family === 'mysql56' ? 'SLAVE' : 'REPLICA';
}

/** Stops both threads or one. */
export function stop(server: TestServer, thread: Thread | '' = ''): Promise<unknown> {
  return server.query(`STOP ${word(server)} ${thread}`);
}

/** Starts both threads and waits until they run. */
export async function start(server: TestServer): Promise<void> {
  await server.query(`START ${word(server)}`);
  await waitFor(
    `${server.name} to replicate`,
    () => snapshot(server),
    ({ channels }) => channels.every(({ io, sql }) => io === 'Yes' && sql === 'Yes'),
  );
}

/** Keeps a replica behind on purpose. */
export async function delay(server: TestServer, family: Flavour, seconds: number): Promise<void> {
  await stop(server);
  const change = family === 'mysql' ? 'CHANGE REPLICATION SOURCE TO SOURCE_DELAY' : 'CHANGE MASTER TO MASTER_DELAY';
  await server.query(`${change} = ${String(seconds)}`);
  await start(server);
}

/** Runs statements on a server, unlogged and whatever read_only says: the kind of accident that breaks replication. */
export async function tamper(server: TestServer, ...statements: readonly string[]): Promise<void> {
  for (const sql of [
    'SET SESSION sql_log_bin = 0',
    ...(await opened(server, statements)),
    'SET SESSION sql_log_bin = 1',
  ])
    await server.query(sql);
}

/** MySQL's super_read_only holds root too. */
async function opened(server: TestServer, statements: readonly string[]): Promise<readonly string[]> {
  const { settings } = await snapshot(server);
  if (settings['super_read_only'] !== '1') return statements;
  return ['SET GLOBAL super_read_only = OFF', ...statements, 'SET GLOBAL super_read_only = ON'];
}
