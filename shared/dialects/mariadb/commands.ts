import { alterEvent, changeStatement, eventAction, fileClauses, tlsClauses } from '../clauses.ts';
import type { Commands, Continuation, Repoint } from '../commands.ts';
import { quoteText } from '../quote.ts';

/** MariaDB names a channel between the verb and the rest; the default one has no name. */
function named(channel: string): string {
  return channel === '' ? '' : ` ${quoteText(channel)}`;
}

/** Giving coordinates silently sets Using_Gtid=No, so each kind says what it means. */
function continuationClauses(continuation: Continuation): readonly string[] {
  switch (continuation.kind) {
    case 'mariadb-gtid':
      return [`MASTER_USE_GTID = ${continuation.use ?? 'slave_pos'}`];
    case 'auto-position':
      return ['MASTER_USE_GTID = slave_pos'];
    case 'file':
      return ['MASTER_USE_GTID = no', ...fileClauses(continuation, 'MASTER_LOG_FILE', 'MASTER_LOG_POS')];
  }
}

function repoint(what: Repoint): string {
  const clauses = [`MASTER_HOST = ${quoteText(what.to.host)}`, `MASTER_PORT = ${String(what.to.port)}`];
  if (what.credentials !== null) {
    clauses.push(`MASTER_USER = ${quoteText(what.credentials.user)}`, 'MASTER_PASSWORD = ${password}');
  }
  if (what.transport !== null) {
    clauses.push(`MASTER_SSL = ${what.transport.tls ? '1' : '0'}`);
    clauses.push(`MASTER_CONNECT_RETRY = ${String(what.transport.connectRetryS)}`);
  }
  return changeStatement(`CHANGE MASTER${named(what.channel)} TO`, [
    ...clauses,
    ...tlsClauses(what.tls, 'MASTER'),
    ...(what.delayS === undefined ? [] : [`MASTER_DELAY = ${String(what.delayS)}`]),
    ...continuationClauses(what.continuation),
  ]);
}

/** MariaDB 10.5 and later. Sources: mariadb.com/kb “CHANGE MASTER TO”, “MASTER_GTID_WAIT”, “FLUSH”. */
export function mariadbCommands(): Commands {
  return {
    stopReplica: (channel) => `STOP SLAVE${named(channel)}`,
    startReplica: (channel) => `START SLAVE${named(channel)}`,
    stopReceiver: (channel) => `STOP SLAVE${named(channel)} IO_THREAD`,
    startReceiver: (channel) => `START SLAVE${named(channel)} IO_THREAD`,
    stopApplier: (channel) => `STOP SLAVE${named(channel)} SQL_THREAD`,
    startApplier: (channel) => `START SLAVE${named(channel)} SQL_THREAD`,
    startUntil: (channel) =>
      `START SLAVE${named(channel)} UNTIL MASTER_LOG_FILE = \${file}, MASTER_LOG_POS = \${offset}`,
    repoint,
    resetProgress: (channel) => `RESET SLAVE${named(channel)}`,
    resetReplica: (channel) => `RESET SLAVE${named(channel)} ALL`,
    close: () => ['SET GLOBAL read_only = ON'],
    open: (previous) => [`SET GLOBAL read_only = ${previous.readOnly ? 'ON' : 'OFF'}`],
    persistClosed: () => [],
    persistOpen: () => [],
    persistBack: () => [],
    waitFor: (kind, channel, seconds) =>
      kind === 'gtid'
        ? `SELECT MASTER_GTID_WAIT(\${gtid}, ${String(seconds)})`
        : `SELECT MASTER_POS_WAIT(\${file}, \${offset}, ${String(seconds)}${channel === '' ? '' : `, ${quoteText(channel)}`})`,
    eventScheduler: (on) => `SET GLOBAL event_scheduler = ${on ? 'ON' : 'OFF'}`,
    disableEvent: (event) => alterEvent(event, 'DISABLE ON SLAVE'),
    enableEvent: (event) => alterEvent(event, 'ENABLE'),
    restoreEvent: (event) => alterEvent(event, eventAction(event.status, 'DISABLE ON SLAVE')),
    unlogged: () => 'SET SESSION sql_log_bin = 0',
    demote: () => 'SET GLOBAL gtid_slave_pos = ${gtid}',
    holdsAlready: (gtid) => `SET GLOBAL gtid_slave_pos = ${quoteText(gtid)}`,
    dropOwnLog: () => 'RESET MASTER',
    freeze: () => 'FLUSH TABLES WITH READ LOCK',
    thaw: () => 'UNLOCK TABLES',
    kill: () => 'KILL ${item}',
  };
}
