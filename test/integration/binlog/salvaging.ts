import { applyTail, type ApplyRequest } from '../../../electron/engine/binlog/salvage/apply-tail.ts';
import type { TailAfter } from '../../../electron/engine/binlog/salvage/tail-after.ts';
import { createConnector } from '../../../electron/engine/connections/connector.ts';
import type { Positions } from '../../../electron/engine/yard/servers/server-settings.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { Flavour } from '../../../shared/domain/flavour.ts';
import type { BinlogPosition } from '../../../shared/domain/position.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { readable } from './reading.ts';

/** What the servers were seen to need for BINLOG statements; on the others SUPER is enough. */
export async function allowBinlog(server: TestServer, family: Flavour): Promise<void> {
  if (family !== 'mysql') return;
  await server.query('SET GLOBAL super_read_only = OFF');
  await unlogged(server, "GRANT BINLOG_ADMIN ON *.* TO 'signalbox'@'%'");
}

export async function unlogged(server: TestServer, sql: string): Promise<void> {
  await server.query('SET SESSION sql_log_bin = 0');
  await server.query(sql);
  await server.query('SET SESSION sql_log_bin = 1');
}

export async function stopReplica(server: TestServer, family: Flavour): Promise<void> {
  await server.query(family === 'mysql' ? 'STOP REPLICA' : 'STOP SLAVE');
}

/** What a stopped replica has, in the terms of its case. */
export async function has(server: TestServer, family: Flavour, positions: Positions): Promise<TailAfter> {
  if (positions === 'gtid') {
    if (family !== 'mariadb') {
      return { kind: 'mysql-gtids', executed: String(await server.value('SELECT @@global.gtid_executed')) };
    }
    const state = await server.value("SELECT CONCAT(@@gtid_slave_pos, ',', @@gtid_binlog_state)");
    return { kind: 'mariadb-gtids', gtids: String(state) };
  }
  const [row] = await server.query(family === 'mysql' ? 'SHOW REPLICA STATUS' : 'SHOW SLAVE STATUS');
  const file = String(row?.['Relay_Master_Log_File'] ?? row?.['Relay_Source_Log_File']);
  const offset = Number(row?.['Exec_Master_Log_Pos'] ?? row?.['Exec_Source_Log_Pos']);
  return { kind: 'position', position: { file, offset } };
}

export async function ownEnd(server: TestServer): Promise<BinlogPosition> {
  const last = (await server.query('SHOW BINARY LOGS')).at(-1);
  return { file: String(last?.['Log_name']), offset: Number(last?.['File_size']) };
}

export async function gtids(server: TestServer, family: Flavour): Promise<unknown> {
  return server.value(family === 'mariadb' ? 'SELECT @@gtid_binlog_pos' : 'SELECT @@global.gtid_executed');
}

export async function apply(server: TestServer, request: Omit<ApplyRequest, 'session' | 'withinMs'>) {
  const session = await createConnector().openForBytes(readable(server).target, { connectWithinMs: 10_000 });
  try {
    return await applyTail({ ...request, session, withinMs: 60_000 });
  } finally {
    await session.close();
  }
}

export async function failureOf(work: Promise<unknown>): Promise<SignalboxError> {
  const outcome = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(outcome instanceof SignalboxError)) throw new Error(`no coded failure: ${String(outcome)}`);
  return outcome;
}
