import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { coded, failure } from './failures.ts';
import { migrate, schemaState } from './schema.ts';
import { inTransaction } from './transaction.ts';

/** How long a statement waits for another program that is writing. */
const busyTimeoutMs = 3000; // ms

/**
 * Opens the journal's file, making it (0600) and its directory (0700) where they are missing, and brings it to this
 * program's schema. Commits are durable: WAL with synchronous=FULL syncs the log at each of them.
 * @throws SignalboxError `journal-unwritable`; `journal-corrupt` for a damaged, a foreign or a newer program's file.
 */
export function openDatabase(path: string, timeoutMs: number = busyTimeoutMs): DatabaseSync {
  return coded(path, () => {
    prepareFile(path);
    const db = new DatabaseSync(path, { timeout: timeoutMs, allowExtension: false });
    try {
      db.enableDefensive(true);
      switchToWal(db, path, timeoutMs);
      db.exec('PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA trusted_schema = OFF;');
      bringToCurrent(db, path);
      return db;
    } catch (thrown) {
      db.close();
      throw thrown;
    }
  });
}

/**
 * Never opens a file that exists: closing it would drop the POSIX locks of this program's other connections
 * (https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).
 */
function prepareFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const known = statSync(path, { throwIfNoEntry: false });
  if (known === undefined) {
    createFile(path);
  } else if (!known.isFile()) {
    throw failure('journal-unwritable', path, 'that path is not a file');
  } else if ((known.mode & 0o077) !== 0) {
    chmodSync(path, 0o600);
  }
}

function createFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') return;
    throw thrown;
  }
  syncDirectory(dirname(path));
}

/** Makes the new file's name survive a power loss. Windows has no such call and does not need it. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const retryMs = 20; // ms

/** SQLite does not wait for others here, unlike elsewhere: two programs that open a new file at once collide. */
function switchToWal(db: DatabaseSync, path: string, timeoutMs: number): void {
  for (let waited = 0; ; waited += retryMs) {
    try {
      const mode = db.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'];
      if (mode === 'wal') return;
      throw failure(
        'journal-unwritable',
        path,
        'its file system can’t share memory between programs (a network drive?)',
      );
    } catch (thrown) {
      if (!isBusy(thrown) || waited >= timeoutMs) throw thrown;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, retryMs);
    }
  }
}

function isBusy(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    'errcode' in thrown &&
    typeof thrown.errcode === 'number' &&
    (thrown.errcode & 0xff) === 5
  );
}

function bringToCurrent(db: DatabaseSync, path: string): void {
  if (schemaState(db) === 'current') return;
  inTransaction(db, () => {
    const state = schemaState(db);
    switch (state) {
      case 'current':
        return;
      case 'older':
        migrate(db);
        return;
      case 'newer':
        throw failure('journal-corrupt', path, 'a newer Signalbox wrote it, and this one does not know its form');
      case 'foreign':
        throw failure('journal-corrupt', path, 'it is the database of another program');
    }
  });
}
