/**
 * Reading binary and relay logs, to prove positions and to match transactions: what other rooms use.
 *
 * - `positionKind(server, position)`, `isBoundary(kind)`: may a replica be put to this coordinate?
 * - `readServerEvents`, `readFileEvents`: decoded events of a server's log, or of a file.
 * - `transactionsOf(events)`: the transactions in them, with a fingerprint that source and replica share.
 * - `countBetween(server, { from, until })`: what lies between two positions of one server.
 * - `matchTail({ replica, source, … })`: where in a source's log a replica's own log ends, by content.
 *
 * docs/binlog.md says how, and what was seen on servers.
 */
export type { BinlogEvent, EventBody } from './event.ts';
export type { BinlogFile } from './binlog-files.ts';
export { binlogFiles } from './binlog-files.ts';
export type { PositionKind, PositionOptions, PositionProgress } from './position-kind.ts';
export { isBoundary, positionKind } from './position-kind.ts';
export type { BinlogServer, EventBatches, ReadRequest } from './read-server.ts';
export { readServerEvents } from './read-server.ts';
export { readFileEvents } from './read-file.ts';
export type { Fingerprint, TableChange, Transaction } from './transaction.ts';
export type { Between, BetweenRequest } from './between.ts';
export { countBetween } from './count-between.ts';
export type { Likeness } from './fingerprint.ts';
export { likeness } from './fingerprint.ts';
export { matchTail } from './match-tail.ts';
export { transactionsOf } from './transactions.ts';
export type { TailMatch, TailProgress, TailRefusal, TailRequest } from './tail-match.ts';
