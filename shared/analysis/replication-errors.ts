import type { ErrorTopic, ErrorWords } from './error-words.ts';
import { explainSourceLogError } from './source-log-errors.ts';

/** Reading the source's binary log failed: ER_MASTER_FATAL_ERROR_READING_BINLOG, and its name from MySQL 8.0. */
const sourceLogErrors: ReadonlySet<number> = new Set([1236, 13114]);
/** ER_SLAVE_FATAL_ERROR and its name from MySQL 8.0: anything fatal, mostly equal ids. */
const fatalErrors: ReadonlySet<number> = new Set([1593, 13117]);

type Entry = readonly [numbers: readonly number[], topic: ErrorTopic, meaning: string, action: string];

const entries: readonly Entry[] = [
  [
    [1062, 1586],
    'duplicate-key',
    'The row that the {source} inserted is already on the {replica} (duplicate key).',
    'Compare both rows: the same → skip this one transaction; different → take the {source}’s row, keeping a copy of the local one. Never skip blindly.',
  ],
  [
    [1032],
    'row-missing',
    'The row that the {source} changed or deleted is not on the {replica}, or differs there.',
    'Put the row back as it was before the change (from the {source} or its binary log), then start replication again. Skipping makes the two differ for good.',
  ],
  [
    [1146, 1051, 1049, 1008, 1054, 1091, 1072, 1305, 1360, 1539],
    'schema-differs',
    'A table, column or other object that the {source} has is missing on the {replica}.',
    'Compare both definitions, create what is missing on the {replica} with sql_log_bin=0, then start replication again.',
  ],
  [
    [1050, 1007, 1060, 1061, 1304, 1359, 1537],
    'schema-differs',
    'The object that the {source} created exists on the {replica} already.',
    'Compare both definitions; if they are equal skip this one transaction, else remove the local one with sql_log_bin=0 after keeping a copy.',
  ],
  [
    [1677, 13146, 1535, 1136, 1406, 1264, 1366, 1048, 1364],
    'schema-differs',
    'The {replica}’s table can’t hold what the {source}’s holds: column types, lengths or settings differ.',
    'Compare the table definitions and sql_mode of both servers and bring the {replica}’s in line with sql_log_bin=0.',
  ],
  [
    [1451, 1452, 1216, 1217],
    'data-refused',
    'A foreign key on the {replica} refuses the change: the rows that it refers to differ from the {source}’s.',
    'Compare the parent and child rows of both servers, repair those of the {replica}, then start replication again.',
  ],
  [
    [1396, 1141, 1147],
    'data-refused',
    'An account or a grant that the {source} changed does not exist, or exists already, on the {replica}.',
    'Compare the accounts of both servers, repair the {replica}’s with sql_log_bin=0, then start replication again.',
  ],
  [
    [1045, 1044, 1698, 1130, 1142, 3118, 1820, 1862],
    'account',
    'The {source} refuses the replication account: unknown, wrong password, locked, or not allowed from the {replica}’s address.',
    'On the {source}, check the account’s host pattern, password and REPLICATION SLAVE privilege; then set the credentials on the {replica} again.',
  ],
  [
    [2003, 2002, 2006, 2012, 2013, 2055, 1158, 1159, 1160, 1161, 1040, 1129, 1203],
    'network',
    'The {replica} can’t reach the {source}, or lost the connection: the server is down or full of connections, or the network or a firewall is in between.',
    'Check that the {source} runs, and its port from the {replica}’s host. It reconnects by itself when that works.',
  ],
  [
    [2005],
    'host-name',
    'The {replica} can’t resolve the {source}’s host name.',
    'Check name resolution on the {replica}’s host, or have the {source} named by an address.',
  ],
  [
    [2026, 3159],
    'tls',
    'The {replica} and the {source} can’t agree on TLS: an expired or unknown certificate, a wrong name, or no common version.',
    'Check the certificate’s dates, its CA on the {replica} and the host name in it.',
  ],
  [
    [2061, 2059],
    'account',
    'The replication account’s authentication (caching_sha2_password) needs TLS or the {source}’s public key, or a plug-in that the {replica} lacks.',
    'Turn TLS on for the channel, or set GET_SOURCE_PUBLIC_KEY=1 on the {replica}.',
  ],
  [
    [1594, 13121, 1595, 13122, 1872, 13124, 1201, 1380],
    'relay-log',
    'The {replica}’s relay log, its copy of the {source}’s binary log, is damaged or can’t be read.',
    'If the {source} still has its logs, fetch them again from the executed position (not the received one). If it is gone, the relay log may be the only copy: keep it.',
  ],
  [
    [1776, 1777, 1781, 1782, 1783, 1784, 1785, 1787],
    'gtid-mode',
    'GTID settings of the {source} and the {replica} do not fit together, or a transaction breaks GTID rules.',
    'Compare gtid_mode and enforce_gtid_consistency of both servers and bring them in line step by step (OFF_PERMISSIVE, ON_PERMISSIVE, ON).',
  ],
  [
    [1945, 1947, 1948, 1950, 1955],
    'histories-differ',
    'The {replica}’s GTID position does not fit the {source}’s history: transactions out of order, or ones that the {source} never had.',
    'Find out what was written where before anything else. Do not switch gtid_strict_mode off to get past it.',
  ],
  [
    [1205, 1213],
    'resources',
    'The applier kept losing to other sessions’ locks on the {replica} until its retries ran out.',
    'Find and end the session that holds the locks on the {replica}, then start replication again.',
  ],
  [
    [3, 1021, 1026, 1030, 1114, 1037, 1041, 1197],
    'resources',
    'The {replica} ran out of disk space, table space or memory.',
    'Free space on the {replica}, then start replication again; nothing is lost by waiting.',
  ],
  [
    [1153, 2020],
    'resources',
    'An event is larger than max_allowed_packet.',
    'Raise max_allowed_packet (and slave_max_allowed_packet / replica_max_allowed_packet), then start replication again.',
  ],
  [
    [1743, 13115],
    'network',
    'An event’s checksum was wrong when it reached the {replica}: the network or the {source}’s log damaged it.',
    'It is fetched again by itself; if it comes back, check the {source}’s binary log and the hardware in between.',
  ],
  [
    [1590, 13119],
    'source-log',
    'The {source} says that changes are missing from its binary log (an incident).',
    'Set the {replica} up again from a copy of the {source}. Skipping the incident leaves the two different.',
  ],
  [
    [1290, 1836, 1792],
    'data-refused',
    'The {replica} refuses the change because of a read-only or similar server option.',
    'Read which option the server names; the applier itself is not stopped by read_only.',
  ],
];

const wordsByNumber: ReadonlyMap<number, ErrorWords> = new Map(
  entries.flatMap(([numbers, topic, meaning, action]) => numbers.map((number) => [number, { topic, meaning, action }])),
);

const sameIdentity: ErrorWords = {
  topic: 'same-identity',
  meaning: 'The {replica} and the {source} have the same server_id or server_uuid, as after copying a data directory.',
  action:
    'Give the {replica} its own server_id; if the data directory was copied also remove auto.cnf; then restart it.',
};

const unknown: ErrorWords = {
  topic: 'other',
  meaning: 'Replication stopped with an error that Signalbox has no words for.',
  action: 'Read the server’s own words and its error log before changing anything.',
};

/**
 * The words for a Last_IO_Error or Last_SQL_Error, for the DBA who has to act. Never null: an unknown number says so.
 * Some numbers (1236, 1593 and their successors) are told apart by the server's text.
 */
export function explainReplicationError(error: { readonly number: number; readonly message: string }): ErrorWords {
  if (sourceLogErrors.has(error.number)) return explainSourceLogError(error.message);
  if (fatalErrors.has(error.number)) {
    return /equal .*server (ids|uuids)|same server/i.test(error.message) ? sameIdentity : explainFatal(error.message);
  }
  return wordsByNumber.get(error.number) ?? unknown;
}

function explainFatal(message: string): ErrorWords {
  return { ...unknown, meaning: `The {replica} gave up on a fatal error: ${firstSentence(message)}` };
}

function firstSentence(message: string): string {
  const sentence = /^(?:Fatal error: )?(.{1,200}?)(?:\.\s|\.?$)/s.exec(message)?.[1] ?? message.slice(0, 200);
  return `${sentence.trim()}.`;
}

/** The table that an applier error names (`shop.orders`), or null. */
export function tableInError(message: string): string | null {
  const named =
    /on table ['`"]?([\w$-]+)['`"]?\.['`"]?([\w$-]+)/i.exec(message) ?? /Table '([\w$-]+)\.([\w$-]+)'/i.exec(message);
  return named === null ? null : `${named[1] ?? ''}.${named[2] ?? ''}`;
}
