import type { Version } from '../../../../../shared/domain/server.ts';

/** One statement to be sent on the way. */
export interface TailStatement {
  /** Bytes where the text is in another character set than the session’s own statements, or in none. */
  readonly sql: string | Buffer;
  /** `format`: what the BINLOG statements after it need, once a session and whenever it changes. */
  readonly kind: 'format' | 'context' | 'change';
  /** For messages: the table of a change by rows. */
  readonly table: string | null;
}

/** What the statements must be made for. */
export interface ApplyTarget {
  readonly version: Version;
  readonly maxAllowedPacket: number; // bytes
  /** information_schema.COLLATIONS by number. */
  readonly collations: ReadonlyMap<number, CollationName>;
}

export interface CollationName {
  readonly collation: string;
  readonly charset: string;
}
