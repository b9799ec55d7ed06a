import type { CommentPiece, StatementPiece } from '../scan/piece.ts';
import { readStatement } from '../statements/read-statement.ts';
import type { Statement } from '../statements/statement.ts';
import type { DumpCoordinates, DumpedGtids, DumpedPosition } from './dump-model.ts';

type Of = DumpedPosition['of'];
const longestComment = 2 ** 20; // bytes: a GTID set can be long

/** Collects a dump's coordinates, from statements and from comments that are one. */
export class Coordinates {
  readonly #sources: DumpedPosition[] = [];
  readonly #gtidPurged: DumpedGtids[] = [];
  readonly #gtidSlavePos: DumpedGtids[] = [];
  #of: Of = 'unknown';

  /** Takes a statement. */
  addStatement(piece: StatementPiece, statement: Statement): void {
    this.#add(piece, statement, false);
  }

  /** Takes a comment: it says whose coordinates follow, or has a statement in it. */
  addComment(comment: CommentPiece): void {
    if (comment.bytes.length > longestComment) return;
    this.#of = spokenOf(comment.bytes.toString('latin1', 0, 300)) ?? this.#of;
    const from = statementIn(comment.bytes);
    if (from === null) return;
    const bytes = comment.bytes.subarray(from);
    const counts = { terminated: true, groups: 0, gaps: 0, noBackslashEscapes: false };
    this.#add(comment, readStatement({ ...comment, ...counts, kind: 'statement', bytes }), true);
  }

  all(): DumpCoordinates {
    return { sources: this.#sources, gtidPurged: this.#gtidPurged, gtidSlavePos: this.#gtidSlavePos };
  }

  #add({ offset, line }: StatementPiece | CommentPiece, statement: Statement, commented: boolean): void {
    const place = { offset, line, commented };
    if (statement.kind === 'changeSource') {
      this.#sources.push({ ...statement, ...place, of: statement.host === null ? this.#of : 'its-source' });
    }
    if (statement.kind === 'gtidPurged') this.#gtidPurged.push({ ...statement, ...place, of: this.#of });
    if (statement.kind === 'gtidSlavePos') {
      this.#gtidSlavePos.push({ ...statement, ...place, added: false, of: this.#of });
    }
  }
}

/** What the words before a position say, in the dump programs of MySQL 5.6 to 9.x and MariaDB. */
function spokenOf(line: string): Of | null {
  if (/of this (slave|replica)\)|from SHOW (SLAVE|REPLICA) STATUS/i.test(line)) return 'its-source';
  const isOwn = /^-- Position to start replication|^-- GTID state at|from SHOW (MASTER|BINARY LOG) STATUS/i.test(line);
  return isOwn ? 'dumped-server' : null;
}

/** Where in a comment a statement of interest begins; null for none. */
function statementIn(bytes: Buffer): number | null {
  const start = bytes.toString('latin1', 0, 60);
  const [, mark] = /^((?:--|#|\/\*)\s*)(?:CHANGE (?:MASTER|REPLICATION SOURCE)|SET (?:@@)?GLOBAL)/i.exec(start) ?? [];
  return mark === undefined ? null : mark.length;
}
