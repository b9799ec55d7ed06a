/** How an import is done, as typed. */
export interface OptionValues {
  readonly database: string;
  readonly parallel: string;
  readonly logged: boolean;
  readonly keepsMarks: boolean;
  readonly skipErrors: string;
  /** Commits are not flushed one by one. */
  readonly relaxed: boolean;
  readonly withoutRedoLog: boolean;
  readonly analyze: boolean;
  readonly checksum: boolean;
  readonly applyGtids: boolean;
  /** Tables that are in the way are dropped first. */
  readonly overwrite: boolean;
}

type KeysOf<T> = { [K in keyof OptionValues]: OptionValues[K] extends T ? K : never }[keyof OptionValues];

/** An option of the form: adding one to an import is adding its line here. Texts may hold `{source}` words. */
export type ImportOption =
  | {
      readonly kind: 'text';
      readonly key: KeysOf<string>;
      readonly label: string;
      readonly explains: string;
      readonly placeholder: string;
      /** What is wrong with what was typed; null: nothing. Empty is always right. */
      readonly fault: (typed: string) => string | null;
      /** Belongs to an import from its beginning, so it can't be changed when it goes on. */
      readonly fixed: boolean;
    }
  | {
      readonly kind: 'switch';
      readonly key: KeysOf<boolean>;
      readonly label: string;
      readonly on: string;
      readonly off: string;
      readonly fixed: boolean;
    };

export const usualOptions: OptionValues = {
  database: '',
  parallel: '',
  logged: true,
  keepsMarks: true,
  skipErrors: '',
  relaxed: false,
  withoutRedoLog: false,
  analyze: true,
  checksum: false,
  applyGtids: false,
  overwrite: false,
};

export const importOptions: readonly ImportOption[] = [
  {
    kind: 'text',
    key: 'database',
    label: 'Into the database',
    explains:
      'Only for a dump of one database that does not name it. Leave it empty where the dump says itself where its tables go (USE, CREATE DATABASE): the preflight tells which it is.',
    placeholder: 'as the dump says',
    fault: (typed) => (typed.length > 64 ? 'At most 64 characters' : null),
    fixed: true,
  },
  {
    kind: 'switch',
    key: 'overwrite',
    label: 'Overwrite tables that are in the way',
    on: 'A table that is on the server, and that the dump makes without dropping it, is dropped first, with all its rows. The preflight names them; where any has rows, the cluster’s name is typed.',
    off: 'A table that is on the server, and that the dump does not drop itself, keeps the import from beginning.',
    fixed: true,
  },
  {
    kind: 'text',
    key: 'parallel',
    label: 'Connections',
    explains:
      'How many send rows at the same time. Empty: as many as this machine has processors for a server on it, else 4. More is not always faster: the server has to write it all.',
    placeholder: 'by itself',
    fault: (typed) => (/^([1-9]|[1-5]\d|6[0-4])$/.test(typed.trim()) ? null : 'A whole number from 1 to 64'),
    fixed: false,
  },
  {
    kind: 'switch',
    key: 'logged',
    label: 'Write it to the binary log',
    on: 'The {replicas} of the server get the dump too, through replication: they will lag while they apply it.',
    off: 'Nothing of it is logged (sql_log_bin = 0): the {replicas} of the server get nothing of it. For a server that is to become a {replica}, or where each server gets the dump by itself.',
    fixed: true,
  },
  {
    kind: 'switch',
    key: 'keepsMarks',
    label: 'Keep marks, so that it can be resumed',
    on: 'What is done is kept in a small table of the database signalbox_import on the server, which goes at the end. Whatever stops the import, it goes on where it was, each row once.',
    off: 'Nothing is kept on the server. If the import is stopped, it can only be begun anew.',
    fixed: true,
  },
  {
    kind: 'text',
    key: 'skipErrors',
    label: 'Pass over errors',
    explains:
      'Numbers of server errors, such as 1062, 1146. A statement that meets one of them is passed over and named in the result; any other error stops the import.',
    placeholder: 'none: the first error stops it',
    fault: (typed) =>
      /^\s*\d{1,5}([\s,]+\d{1,5})*[\s,]*$/.test(typed) ? null : 'Numbers with commas in between, such as 1062, 1146',
    fixed: false,
  },
  {
    kind: 'switch',
    key: 'relaxed',
    label: 'Loosen durability while rows are loaded',
    on: 'For the whole server: innodb_flush_log_at_trx_commit = 2 and sync_binlog = 0, set back at the end, on failure and when it is stopped. If the machine goes down meanwhile, the last second of all commits can be lost, and {replicas} may have more than the server.',
    off: 'Each commit is on disk before it counts, as the server is set: safe, and slower.',
    fixed: false,
  },
  {
    kind: 'switch',
    key: 'withoutRedoLog',
    label: 'Switch the redo log off while rows are loaded (MySQL 8.0.21 and later)',
    on: 'A server that is killed or goes down meanwhile does not start any more, and all of its data is lost: only for a server that is made anew. Set back at the end, on failure and when it is stopped.',
    off: 'InnoDB can recover from a crash at any moment.',
    fixed: false,
  },
  {
    kind: 'switch',
    key: 'analyze',
    label: 'Bring statistics up to date',
    on: 'ANALYZE TABLE for each table that got rows, so that the first queries have good plans.',
    off: 'The server makes its statistics when it comes to it.',
    fixed: false,
  },
  {
    kind: 'switch',
    key: 'checksum',
    label: 'Tell checksums',
    on: 'CHECKSUM TABLE for each table, to be compared with the server that was dumped. It reads all rows once more.',
    off: 'Only the rows are counted.',
    fixed: false,
  },
  {
    kind: 'switch',
    key: 'applyGtids',
    label: 'Set the dump’s GTIDs',
    on: 'Once all of it is there the server says that it has the transactions of the dump. The preflight tells whether it can.',
    off: 'The GTIDs in the dump are shown and not set.',
    fixed: false,
  },
];

/** What is wrong with an option as typed; null: nothing. */
export function faultOf(option: ImportOption, values: OptionValues): string | null {
  if (option.kind !== 'text') return null;
  const typed = values[option.key];
  return typed.trim() === '' ? null : option.fault(typed);
}
