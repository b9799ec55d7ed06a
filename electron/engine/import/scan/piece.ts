/** What the scanner cuts a dump into. `bytes` is a view, valid until the next `push`: copy what must live longer. */
export type Piece = StatementPiece | CommentPiece | DelimiterPiece;

interface Span {
  /** Of the first of `bytes` in the unpacked file. */
  readonly offset: number; // bytes
  /** Of the first of `bytes`; the first line is 1. */
  readonly line: number;
  readonly bytes: Buffer;
}

/** A statement without its delimiter, with the comments inside it: what a client would send. */
export interface StatementPiece extends Span {
  readonly kind: 'statement';
  /** False where the file ended before the delimiter. */
  readonly terminated: boolean;
  /** Parenthesised groups that are in no other: in an INSERT the column list, if any, and the rows. */
  readonly groups: number;
  /** Places after such a group where something other than commas and white space follows. */
  readonly gaps: number;
  /** Whether NO_BACKSLASH_ESCAPES is on where it stands, so that a backslash in a string is just one. */
  readonly noBackslashEscapes: boolean;
}

/** A comment between statements, with its marks, without the line's end. */
export interface CommentPiece extends Span {
  readonly kind: 'comment';
}

/** A DELIMITER line. */
export interface DelimiterPiece extends Span {
  readonly kind: 'delimiter';
  readonly delimiter: string;
}
