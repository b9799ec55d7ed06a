/**
 * Reading binary and relay logs, to prove positions, to match transactions and to salvage a dead server's: what other
 * rooms use.
 *
 * - `positionKind(server, position)`, `isBoundary(kind)`: may a replica be put to this coordinate?
 * - `readServerEvents`, `readFileEvents`: decoded events of a server's log, or of a file.
 * - `transactionsOf(events)`: the transactions in them, with a fingerprint that source and replica share.
 * - `countBetween(server, { from, until })`: what lies between two positions of one server.
 * - `matchTail({ replica, source, … })`: where in a source's log a replica's own log ends, by content.
 * - `folderLogs(path)`, `serverLogs(server)`: a dead server's log files, or a server that still answers, as a source.
 * - `surveyTail`, `tailAfter`: what is in such a source after a position or some GTIDs, counted, and one by one.
 * - `applyTail`, `provedApplied`: the same applied on another server, and how much of it is in.
 * - `tailSql`, `describeTables`: the same as SQL for people.
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
export type { LogSource, TornLog } from './log-source.ts';
export { serverLogs } from './log-source.ts';
export { folderLogs } from './salvage/folder-logs.ts';
export type { TailAfter } from './salvage/tail-after.ts';
export type { TailProgress as TailReadProgress, TailRequest as TailReadRequest } from './salvage/read-tail.ts';
export { tailAfter } from './salvage/read-tail.ts';
export type { BlockedTransaction, TableLoss, TailSurvey } from './salvage/survey-tail.ts';
export { surveyTail } from './salvage/survey-tail.ts';
export type { Blocked, TailEnd, TailSummary, TailTransaction, XaPart } from './salvage/tail-transaction.ts';
export type { Applied, ApplyProgress, ApplyRequest } from './salvage/apply-tail.ts';
export { applyTail } from './salvage/apply-tail.ts';
export type { AppliedProof, ProofRequest } from './salvage/proved-applied.ts';
export { provedApplied } from './salvage/proved-applied.ts';
export type { ColumnDescription } from './salvage/values/column.ts';
export type { DescribeTable } from './salvage/sql/tail-sql.ts';
export { tailSql } from './salvage/sql/tail-sql.ts';
export { describeTables } from './salvage/sql/describe-tables.ts';
