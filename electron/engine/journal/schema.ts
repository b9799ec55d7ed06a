import type { DatabaseSync } from 'node:sqlite';
import { genesisHash } from './chain.ts';

/** Marks the file as a Signalbox journal ("SBJL"; PRAGMA application_id). */
export const applicationId = 0x53424a4c;

/**
 * One step a version; a step that was released is never edited. Entries can only be added, and only at the end. What
 * lists need is computed from their bodies, so that nothing can disagree with the chain.
 */
const steps: readonly string[] = [
  `
  CREATE TABLE entries (
    sequence      INTEGER PRIMARY KEY,
    at            INTEGER NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('record', 'operation-begun', 'operation-entry', 'operation-finished')),
    id            TEXT NOT NULL,
    body          TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash          TEXT NOT NULL UNIQUE,
    cluster       TEXT GENERATED ALWAYS AS (json_extract(body, '$.cluster')) VIRTUAL,
    operation     TEXT GENERATED ALWAYS AS (json_extract(body, '$.operation')) VIRTUAL
  ) STRICT;

  CREATE UNIQUE INDEX entries_begin ON entries (id) WHERE kind IN ('record', 'operation-begun');
  CREATE UNIQUE INDEX entries_end ON entries (id) WHERE kind = 'operation-finished';
  CREATE INDEX entries_of_operation ON entries (id, sequence) WHERE kind = 'operation-entry';
  CREATE INDEX records_of_operation ON entries (operation, sequence) WHERE kind = 'record';
  CREATE INDEX items_by_time ON entries (at, sequence) WHERE kind IN ('record', 'operation-begun');
  CREATE INDEX items_by_cluster ON entries (cluster, at, sequence) WHERE kind IN ('record', 'operation-begun');

  CREATE TABLE head (
    only     INTEGER PRIMARY KEY CHECK (only = 1),
    sequence INTEGER NOT NULL,
    hash     TEXT NOT NULL
  ) STRICT;
  INSERT INTO head VALUES (1, 0, '${genesisHash}');

  CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries
    BEGIN SELECT RAISE(ABORT, 'journal entries are never changed'); END;
  CREATE TRIGGER entries_never_go BEFORE DELETE ON entries
    BEGIN SELECT RAISE(ABORT, 'journal entries are never removed'); END;
  CREATE TRIGGER entries_follow BEFORE INSERT ON entries
    WHEN NEW.sequence <> (SELECT sequence + 1 FROM head) OR NEW.previous_hash <> (SELECT hash FROM head)
    BEGIN SELECT RAISE(ABORT, 'journal entries are only added at the end'); END;
  CREATE TRIGGER head_moves AFTER INSERT ON entries
    BEGIN UPDATE head SET sequence = NEW.sequence, hash = NEW.hash; END;
  CREATE TRIGGER head_never_goes BEFORE DELETE ON head
    BEGIN SELECT RAISE(ABORT, 'the head of the journal is never removed'); END;
  CREATE TRIGGER head_never_back BEFORE UPDATE ON head WHEN NEW.sequence <> OLD.sequence + 1
    BEGIN SELECT RAISE(ABORT, 'the head of the journal only moves on'); END;

  CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE probe (only INTEGER PRIMARY KEY CHECK (only = 1), at INTEGER NOT NULL) STRICT;
  `,
  `
  CREATE TABLE samples (
    cluster TEXT NOT NULL,
    server  TEXT NOT NULL,
    at      INTEGER NOT NULL,
    body    TEXT NOT NULL,
    PRIMARY KEY (cluster, server, at)
  ) STRICT, WITHOUT ROWID;
  `,
];

/** The version that this program writes. */
export const schemaVersion = steps.length;

export type SchemaState = 'current' | 'older' | 'newer' | 'foreign';

/** What kind of file this is. An empty one is `older`. */
export function schemaState(db: DatabaseSync): SchemaState {
  const version = pragma(db, 'user_version');
  const application = pragma(db, 'application_id');
  if (version === 0 && application === 0) return isEmpty(db) ? 'older' : 'foreign';
  if (application !== applicationId) return 'foreign';
  if (version > schemaVersion) return 'newer';
  return version === schemaVersion ? 'current' : 'older';
}

/** Takes the open transaction's database from its version to this program's. */
export function migrate(db: DatabaseSync): void {
  for (const step of steps.slice(pragma(db, 'user_version'))) db.exec(step);
  db.exec(`PRAGMA application_id = ${String(applicationId)}; PRAGMA user_version = ${String(schemaVersion)};`);
}

function pragma(db: DatabaseSync, name: 'user_version' | 'application_id'): number {
  return Number(db.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
}

function isEmpty(db: DatabaseSync): boolean {
  return db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
}
