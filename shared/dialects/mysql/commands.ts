import { atLeast, type Version } from '../../domain/server.ts';
import { alterEvent, changeStatement, eventAction, fileClauses, tlsClauses } from '../clauses.ts';
import type { Commands, Continuation, Repoint } from '../commands.ts';
import { quoteText } from '../quote.ts';

/** The words of a MySQL version: source/replica from 8.0.23 on (8.0.22 for REPLICA statements). */
interface Terms {
  readonly change: string;
  readonly prefix: 'SOURCE' | 'MASTER';
  readonly replica: 'REPLICA' | 'SLAVE';
  readonly eventOff: string;
  readonly positionWait: string;
  readonly channels: boolean;
  readonly superReadOnly: boolean;
  readonly persists: boolean;
}

function termsOf(version: Version): Terms {
  const modern = atLeast(version, 8, 0, 23);
  return {
    change: modern ? 'CHANGE REPLICATION SOURCE TO' : 'CHANGE MASTER TO',
    prefix: modern ? 'SOURCE' : 'MASTER',
    replica: atLeast(version, 8, 0, 22) ? 'REPLICA' : 'SLAVE',
    eventOff: atLeast(version, 8, 2) ? 'DISABLE ON REPLICA' : 'DISABLE ON SLAVE',
    positionWait: atLeast(version, 8, 0, 26) ? 'SOURCE_POS_WAIT' : 'MASTER_POS_WAIT',
    channels: atLeast(version, 5, 7),
    superReadOnly: atLeast(version, 5, 7, 8),
    persists: atLeast(version, 8),
  };
}

/** Always named where there are channels: without it STOP and START mean all of them, and CHANGE fails on several (3079). */
function forChannel(channel: string, terms: Terms): string {
  return terms.channels ? ` FOR CHANNEL ${quoteText(channel)}` : '';
}

function continuationClauses(continuation: Continuation, terms: Terms): readonly string[] {
  switch (continuation.kind) {
    case 'auto-position':
    case 'mariadb-gtid':
      return [`${terms.prefix}_AUTO_POSITION = 1`];
    case 'file':
      return [
        `${terms.prefix}_AUTO_POSITION = 0`,
        ...fileClauses(continuation, `${terms.prefix}_LOG_FILE`, `${terms.prefix}_LOG_POS`),
      ];
  }
}

function repoint(what: Repoint, terms: Terms): string {
  const p = terms.prefix;
  const clauses = [`${p}_HOST = ${quoteText(what.to.host)}`, `${p}_PORT = ${String(what.to.port)}`];
  if (what.credentials !== null) {
    clauses.push(`${p}_USER = ${quoteText(what.credentials.user)}`, `${p}_PASSWORD = \${password}`);
  }
  if (what.transport !== null) {
    clauses.push(`${p}_SSL = ${what.transport.tls ? '1' : '0'}`);
    clauses.push(`${p}_CONNECT_RETRY = ${String(what.transport.connectRetryS)}`);
    if (what.transport.retryCount !== null) clauses.push(`${p}_RETRY_COUNT = ${String(what.transport.retryCount)}`);
    if (what.transport.getPublicKey) clauses.push(`GET_${p}_PUBLIC_KEY = 1`);
  }
  return changeStatement(
    terms.change,
    [
      ...clauses,
      ...tlsClauses(what.tls, p),
      ...(what.delayS === undefined ? [] : [`${p}_DELAY = ${String(what.delayS)}`]),
      ...continuationClauses(what.continuation, terms),
    ],
    forChannel(what.channel, terms),
  );
}

const persistedNames = ['super_read_only', 'read_only'] as const;

function persistBack(previous: Readonly<Record<string, string>>): readonly string[] {
  return persistedNames.map((name) => {
    const value = previous[name];
    return value === undefined ? `RESET PERSIST IF EXISTS ${name}` : `SET PERSIST ${name} = ${value}`;
  });
}

function open(
  previous: { readonly readOnly: boolean; readonly superReadOnly: boolean | null },
  terms: Terms,
): readonly string[] {
  const readOnly = `SET GLOBAL read_only = ${previous.readOnly ? 'ON' : 'OFF'}`;
  if (!terms.superReadOnly) return [readOnly];
  return [`SET GLOBAL super_read_only = ${previous.superReadOnly === true ? 'ON' : 'OFF'}`, readOnly];
}

/** MySQL 5.6 and later. Sources: dev.mysql.com reference manual, “Replication Statements”, “SET PERSIST”, “read_only”. */
export function mysqlCommands(version: Version): Commands {
  const terms = termsOf(version);
  return {
    stopReplica: (channel) => `STOP ${terms.replica}${forChannel(channel, terms)}`,
    startReplica: (channel) => `START ${terms.replica}${forChannel(channel, terms)}`,
    stopReceiver: (channel) => `STOP ${terms.replica} IO_THREAD${forChannel(channel, terms)}`,
    startReceiver: (channel) => `START ${terms.replica} IO_THREAD${forChannel(channel, terms)}`,
    stopApplier: (channel) => `STOP ${terms.replica} SQL_THREAD${forChannel(channel, terms)}`,
    startApplier: (channel) => `START ${terms.replica} SQL_THREAD${forChannel(channel, terms)}`,
    startUntil: (channel) =>
      `START ${terms.replica} UNTIL ${terms.prefix}_LOG_FILE = \${file}, ${terms.prefix}_LOG_POS = \${offset}${forChannel(channel, terms)}`,
    repoint: (what) => repoint(what, terms),
    resetProgress: (channel) => `RESET ${terms.replica}${forChannel(channel, terms)}`,
    resetReplica: (channel) => `RESET ${terms.replica} ALL${forChannel(channel, terms)}`,
    close: () => [`SET GLOBAL ${terms.superReadOnly ? 'super_read_only' : 'read_only'} = ON`],
    open: (previous) => open(previous, terms),
    persistClosed: () => (terms.persists ? persistedNames.map((name) => `SET PERSIST ${name} = ON`) : []),
    persistOpen: () => (terms.persists ? persistedNames.map((name) => `SET PERSIST ${name} = OFF`) : []),
    persistBack: (previous) => (terms.persists ? persistBack(previous) : []),
    waitFor: (kind, channel, seconds) => waitFor(kind, channel, seconds, terms, version),
    eventScheduler: (on) => `SET GLOBAL event_scheduler = ${on ? 'ON' : 'OFF'}`,
    disableEvent: (event) => alterEvent(event, terms.eventOff),
    enableEvent: (event) => alterEvent(event, 'ENABLE'),
    restoreEvent: (event) => alterEvent(event, eventAction(event.status, terms.eventOff)),
    unlogged: () => 'SET SESSION sql_log_bin = 0',
    demote: () => null,
    holdsAlready: (gtid, added) => `SET GLOBAL gtid_purged = ${quoteText(`${added ? '+' : ''}${gtid}`)}`,
    dropOwnLog: () => (atLeast(version, 8, 2) ? 'RESET BINARY LOGS AND GTIDS' : 'RESET MASTER'),
    freeze: () => (terms.superReadOnly ? null : 'FLUSH TABLES WITH READ LOCK'),
    thaw: () => (terms.superReadOnly ? null : 'UNLOCK TABLES'),
    kill: () => 'KILL ${item}',
  };
}

function waitFor(kind: 'gtid' | 'file', channel: string, seconds: number, terms: Terms, version: Version): string {
  if (kind === 'gtid') {
    const name = atLeast(version, 5, 7, 5) ? 'WAIT_FOR_EXECUTED_GTID_SET' : 'WAIT_UNTIL_SQL_THREAD_AFTER_GTIDS';
    return `SELECT ${name}(\${gtid}, ${String(seconds)})`;
  }
  const last = terms.channels && channel !== '' ? `, ${quoteText(channel)}` : '';
  return `SELECT ${terms.positionWait}(\${file}, \${offset}, ${String(seconds)}${last})`;
}
