import type { CommentPiece, Piece, StatementPiece } from '../scan/piece.ts';
import type { Statement } from '../statements/statement.ts';
import { Coordinates } from './coordinates.ts';
import type { DumpModel, DumpShape, Place, QualifiedName } from './dump-model.ts';
import { DumpHeader } from './dump-header.ts';
import { Tables } from './tables.ts';
import { Programs } from './programs.ts';

const mostReasons = 20;

/** Puts together what is in a dump: `add` every piece of it with what it does, in order, then `model`. */
export class Inventory {
  readonly #header = new DumpHeader();
  readonly #coordinates = new Coordinates();
  readonly #tables = new Tables();
  readonly #programs = new Programs();
  readonly #databases = new Map<string, { schema: string; created: boolean; dropped: boolean }>();
  readonly #reasons: (Place & { words: string })[] = [];
  #schema: string | null = null;
  #statements = 0;
  #bytes = 0;
  #cut = false;

  /** `statement` is what `readStatement` says of the piece; null for other pieces. Keeps no view of the piece. */
  add(piece: Piece, statement: Statement | null): void {
    this.#bytes = piece.offset + piece.bytes.length;
    if (piece.kind === 'comment') this.#comment(piece);
    if (piece.kind === 'statement' && statement !== null) this.#statement(piece, statement);
  }

  /** The schema of the last USE; names without a schema are in it. */
  get schema(): string | null {
    return this.#schema;
  }

  model(): DumpModel {
    const { definers, ...programs } = this.#programs.all();
    const shape: DumpShape =
      this.#reasons.length === 0 ? { kind: 'dump' } : { kind: 'other', reasons: [...this.#reasons] };
    return {
      ...this.#header.read(),
      completeness: this.#cut ? { kind: 'cut' } : this.#header.completeness(),
      bytes: this.#bytes,
      statements: this.#statements,
      databases: [...this.#databases.values()].map((database) => ({ ...database })),
      ...this.#tables.all(),
      ...programs,
      definers,
      coordinates: this.#coordinates.all(),
      shape,
    };
  }

  #comment(piece: CommentPiece): void {
    this.#header.add(piece);
    this.#coordinates.addComment(piece);
  }

  #statement(piece: StatementPiece, statement: Statement): void {
    this.#statements += 1;
    if (!piece.terminated) this.#cut = true;
    this.#header.statementSeen();
    this.#coordinates.addStatement(piece, statement);
    this.#programs.add(statement, this.#qualified);
    this.#tables.add(piece, statement, this.#qualified);
    if (statement.kind === 'other' && this.#reasons.length < mostReasons) {
      this.#reasons.push({ offset: piece.offset, line: piece.line, words: statement.words });
    }
    this.#database(statement);
  }

  #database(statement: Statement): void {
    if (statement.kind === 'use') this.#schema = statement.schema;
    const isAbout = ['use', 'createDatabase', 'dropDatabase'].includes(statement.kind);
    if (!isAbout || !('schema' in statement)) return;
    const { schema } = statement;
    const known = this.#databases.get(schema) ?? { schema, created: false, dropped: false };
    if (statement.kind === 'createDatabase') known.created = true;
    if (statement.kind === 'dropDatabase') known.dropped = true;
    this.#databases.set(schema, known);
  }

  readonly #qualified = ({ schema, name }: QualifiedName): QualifiedName => ({ schema: schema ?? this.#schema, name });
}
