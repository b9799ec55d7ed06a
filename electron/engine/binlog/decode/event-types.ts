/** Event type codes. Source: MySQL binlog_event.h (Log_event_type), MariaDB log_event.h. */
export const eventType = {
  query: 2,
  stop: 3,
  rotate: 4,
  intvar: 5,
  appendBlock: 9,
  rand: 13,
  userVar: 14,
  format: 15,
  xid: 16,
  beginLoadQuery: 17,
  executeLoadQuery: 18,
  tableMap: 19,
  incident: 26,
  heartbeat: 27,
  ignorable: 28,
  rowsQuery: 29,
  gtid: 33,
  anonymousGtid: 34,
  previousGtids: 35,
  transactionContext: 36,
  viewChange: 37,
  xaPrepare: 38,
  transactionPayload: 40,
  heartbeatV2: 41,
  gtidTagged: 42, // MySQL 8.3+
  annotateRows: 160, // MariaDB from here on
  binlogCheckpoint: 161,
  mariadbGtid: 162,
  gtidList: 163,
  startEncryption: 164,
  queryCompressed: 165,
} as const;

interface RowsForm {
  readonly change: 'insert' | 'update' | 'delete';
  readonly version: 1 | 2;
  readonly compressed: boolean;
  readonly plain: boolean;
}

const form = (change: RowsForm['change'], version: 1 | 2, compressed = false, plain = true): RowsForm => ({
  change,
  version,
  compressed,
  plain,
});

/** Rows events by code. Version 0 (before 5.1.18) is not read. */
export const rowsForms: ReadonlyMap<number, RowsForm> = new Map([
  [23, form('insert', 1)],
  [24, form('update', 1)],
  [25, form('delete', 1)],
  [30, form('insert', 2)],
  [31, form('update', 2)],
  [32, form('delete', 2)],
  [39, form('update', 2, false, false)], // PARTIAL_UPDATE_ROWS_EVENT, MySQL 8.0+
  [166, form('insert', 1, true)], // MariaDB 10.2+
  [167, form('update', 1, true)],
  [168, form('delete', 1, true)],
  [169, form('insert', 2, true)],
  [170, form('update', 2, true)],
  [171, form('delete', 2, true)],
]);
