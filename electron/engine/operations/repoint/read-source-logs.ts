import type { ClusterConfiguration } from '../../../../shared/domain/configuration.ts';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import {
  comparePositions,
  fileNumber,
  formatPosition,
  hasReached,
  type BinlogPosition,
} from '../../../../shared/domain/position.ts';
import { atLeast, parseVersion, type ServerId } from '../../../../shared/domain/server.ts';
import type { PlaceInLog } from '../../../../shared/plans/change-master/evidence.ts';
import type { Row } from '../../../../shared/domain/row.ts';
import type { Between, OwnLog, Tail } from '../../../../shared/plans/put-back/evidence.ts';
import {
  countBetween,
  describeTables,
  folderLogs,
  isBoundary,
  matchTail,
  positionKind,
  readServerEvents,
  serverLogs,
  surveyTail,
  tailAfter,
  tailSql,
  transactionsOf,
  type BinlogServer,
  type PositionKind,
} from '../../binlog/binlog.ts';
import type { ConnectionTarget, DumpConnector } from '../../connections/session.ts';
import type { Stretch } from '../../../../shared/plans/put-back/by-error-log.ts';
import type { ErrorLogText, SourceLogs, TailQuestion } from './source-logs.ts';

export interface SourceLogsParts {
  readonly connector: DumpConnector;
  readonly target: (cluster: ClusterConfiguration, server: ServerId) => ConnectionTarget;
}

const bounds = { connectWithinMs: 5000, statementWithinMs: 10_000, silentWithinMs: 20_000 }; // ms

/** Reads the servers' binary logs as a replica would, with Signalbox's own account. */
export function sourceLogs({ connector, target }: SourceLogsParts): SourceLogs {
  const serverOf = (cluster: ClusterConfiguration, server: ServerId): BinlogServer => ({
    connector,
    target: target(cluster, server),
    bounds,
  });
  return {
    logsIn: (cluster, logs) =>
      logs.kind === 'folder' ? folderLogs(logs.folder) : serverLogs(serverOf(cluster, logs.server)),
    placeOf: (cluster, server, position, signal) => placeOf(serverOf(cluster, server), position, signal),
    firstGtid: (cluster, server, signal) => firstGtid(serverOf(cluster, server), signal),
    ownLogSince: (cluster, replica, from, signal) =>
      ownLogSince(serverOf(cluster, replica.server), replica.serverId, from, signal),
    tailOf: (cluster, question, signal) =>
      tailOf(serverOf(cluster, question.replica), serverOf(cluster, question.source), question, signal),
    above: (cluster, server, from, signal) => above(serverOf(cluster, server), from, signal),
    sqlFrom: (cluster, server, from, signal) => sqlFrom(serverOf(cluster, server), from, signal),
    transactionsIn: (cluster, server, stretch, signal) => transactionsIn(serverOf(cluster, server), stretch, signal),
    errorLogOf: (cluster, server, signal) => errorLogOf(serverOf(cluster, server), signal),
  };
}

async function ownLogSince(
  server: BinlogServer,
  serverId: number,
  from: BinlogPosition,
  signal: AbortSignal,
): Promise<OwnLog> {
  const read = async (): Promise<OwnLog> => {
    const logs = await queryOn(server, ownLogSettings, signal);
    const logsUpdates = logs.some((row) => ['ON', '1'].includes(String(row['Value']).toUpperCase()));
    if (!logsUpdates) return { kind: 'unread', because: 'it does not log what it replicates' };
    const place = await positionKind(server, from, { signal });
    if (!isBoundary(place)) return { kind: 'unread', because: placeSaid(from, place).text };
    let replicated = 0;
    for await (const batch of transactionsOf(readServerEvents(server, { from, until: null, signal })))
      replicated += batch.filter((transaction) => transaction.serverId !== serverId).length;
    return { kind: 'read', replicated };
  };
  return orElse(read, (because) => ({ kind: 'unread', because }));
}

const ownLogSettings = "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('log_slave_updates', 'log_replica_updates')";

async function tailOf(
  replica: BinlogServer,
  source: BinlogServer,
  { replicaServerId, since }: TailQuestion,
  signal: AbortSignal,
): Promise<Tail> {
  const match = async (): Promise<Tail> => {
    const found = await matchTail({ replica, replicaServerId, source, signal });
    if (found.kind === 'refused')
      return { kind: 'refused', appliedAgain: found.reason === 'applied-again', because: found.because };
    const { position, transactions, by } = found;
    if (since === null || since.file === '') return { kind: 'matched', position, transactions, by, sinceRecord: null };
    const reached = hasReached(position, since);
    const [from, until] = reached ? [since, position] : [position, since];
    const counted = await countBetween(source, { from, until, signal });
    if (reached) return { kind: 'matched', position, transactions, by, sinceRecord: counted.transactions };
    const same = counted.transactions === 0; // a log switch lies between
    return { kind: 'matched', position: same ? since : position, transactions, by, sinceRecord: same ? 0 : null };
  };
  return orElse(match, (because) => ({ kind: 'refused', appliedAgain: false, because }));
}

function above(server: BinlogServer, from: BinlogPosition, signal: AbortSignal): Promise<Between | null> {
  return orElse(
    async () => {
      const { transactions, tables } = await countBetween(server, { from, until: null, signal });
      return { transactions, tables };
    },
    () => null,
  );
}

/** @throws SignalboxError as reading a server's logs does. */
async function* sqlFrom(
  server: BinlogServer,
  from: BinlogPosition,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  const reading = { source: serverLogs(server), after: { kind: 'position', position: from }, signal } as const;
  const { tables } = await surveyTail(reading, 0);
  const session = await server.connector.openForDump(server.target, {
    connectWithinMs: bounds.connectWithinMs,
    signal,
  });
  try {
    const describe = await describeTables(session, tables, { withinMs: bounds.statementWithinMs, signal });
    yield* tailSql(tailAfter(reading), describe);
  } finally {
    await session.close();
  }
}

/**
 * From the beginning of a log only where its first file was never purged: what an older one held can't be told any
 * more.
 */
function transactionsIn(
  server: BinlogServer,
  { from, to }: Pick<Stretch, 'from' | 'to'>,
  signal: AbortSignal,
): Promise<number | null> {
  if (from !== null && comparePositions(from, to) === 0) return Promise.resolve(0);
  if (from === null && fileNumber(to.file) !== 1) return Promise.resolve(null);
  const begin = from ?? { file: to.file, offset: firstOffset };
  return orElse(
    async () => (await countBetween(server, { from: begin, until: to, signal })).transactions,
    () => null,
  );
}

/** After the magic number. */
const firstOffset = 4;

/** The replication messages that the server still keeps, oldest first. */
function errorLogOf(server: BinlogServer, signal: AbortSignal): Promise<ErrorLogText> {
  const read = async (): Promise<ErrorLogText> => {
    const [about] = await queryOn(server, 'SELECT VERSION() AS version', signal);
    const version = parseVersion(String(about?.['version']));
    if (version.family === 'mariadb' || !atLeast(version, 8, 0, 22))
      return {
        kind: 'unread',
        because: 'this server does not show it by SQL; signalbox put-back --error-log FILE reads a copy of it',
      };
    const rows = await queryOn(server, errorLogRows, signal);
    return { kind: 'read', text: rows.map((row) => String(row['line'])).join('\n') };
  };
  return orElse(read, (because) => ({ kind: 'unread', because }));
}

const errorLogRows =
  "SELECT REPLACE(DATA, '\\n', ' ') AS line FROM performance_schema.error_log WHERE SUBSYSTEM = 'Repl' ORDER BY LOGGED";

/** What a server does or refuses is an answer; that the caller has stopped asking, and mistakes, are not. */
async function orElse<T>(work: () => Promise<T>, failed: (because: string) => T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SignalboxError) || error.code === 'cancelled') throw error;
    return failed(error.message);
  }
}

/** Plain questions on a session of their own. */
async function queryOn(server: BinlogServer, sql: string, signal: AbortSignal): Promise<readonly Row[]> {
  const session = await server.connector.openForDump(server.target, {
    connectWithinMs: bounds.connectWithinMs,
    signal,
  });
  try {
    return await session.query(sql, { withinMs: bounds.statementWithinMs, signal });
  } finally {
    await session.close();
  }
}

async function placeOf(server: BinlogServer, position: BinlogPosition, signal: AbortSignal): Promise<PlaceInLog> {
  return orElse<PlaceInLog>(
    async () => placeSaid(position, await positionKind(server, position, { signal })),
    (because) => ({ position, kind: 'unread', text: `its log could not be read there: ${because}` }),
  );
}

function placeSaid(position: BinlogPosition, found: PositionKind): PlaceInLog {
  const at = formatPosition(position);
  switch (found.kind) {
    case 'transaction-start':
      return { position, kind: 'boundary', text: `the start of a transaction at ${at}` };
    case 'between-transactions':
      return { position, kind: 'boundary', text: `a place between transactions at ${at}` };
    case 'end-of-file':
      return { position, kind: 'boundary', text: `the end of that file at ${at}` };
    case 'end-of-log':
      return { position, kind: 'boundary', text: `its end at ${at}` };
    case 'inside-transaction':
      return {
        position,
        kind: found.kind,
        text: `${at} is in the middle of a transaction, which starts at ${formatPosition(found.start)}`,
      };
    case 'inside-event':
      return {
        position,
        kind: found.kind,
        text: `${at} is no event’s start; the event that holds it starts at ${formatPosition(found.event)}`,
      };
    case 'past-end':
      return {
        position,
        kind: found.kind,
        text: `${at} lies past the end of that file, which has ${String(found.size)} bytes`,
      };
    case 'no-such-file':
      return {
        position,
        kind: found.kind,
        text: `there is no ${position.file} (any more); it has ${found.first ?? 'none'} to ${found.last ?? 'none'}`,
      };
  }
}

/** BINLOG_GTID_POS reads what the file's own first event says; a name or number is never guessed. */
function firstGtid(server: BinlogServer, signal: AbortSignal): Promise<string | null> {
  const read = async (): Promise<string | null> => {
    const [version] = await queryOn(server, 'SELECT VERSION() AS version', signal);
    if (parseVersion(String(version?.['version'])).family !== 'mariadb') return null;
    const [first] = await queryOn(server, 'SHOW BINARY LOGS', signal);
    const file = String(first?.['Log_name'] ?? '');
    if (!/^[\w.-]+$/.test(file)) return null;
    const [row] = await queryOn(server, `SELECT BINLOG_GTID_POS('${file}', 4) AS gtid`, signal);
    return typeof row?.['gtid'] === 'string' ? row['gtid'] : null;
  };
  return orElse(read, () => null);
}
