import type { ObjectName } from '../statements/statement.ts';

/** A CREATE TABLE taken apart. All places are in its bytes. */
export interface TableDefinition {
  readonly table: ObjectName;
  /** The name as written, with its quotes. */
  readonly nameFrom: number;
  readonly nameUntil: number;
  readonly items: readonly TableItem[];
  readonly options: TableOptions;
}

/** What stands between two commas of the body; `from` and `until` leave the commas out. */
export type TableItem = Column | Key | ForeignKey | (ItemPlace & { readonly kind: 'check' | 'other' });

export interface ItemPlace {
  readonly from: number;
  readonly until: number;
}

export interface Column extends ItemPlace {
  readonly kind: 'column';
  readonly name: string;
  readonly notNull: boolean;
  readonly autoIncrement: boolean;
  readonly generated: boolean;
}

export interface Key extends ItemPlace {
  readonly kind: 'key';
  readonly type: 'primary' | 'unique' | 'plain' | 'fulltext' | 'spatial';
  /** null for a primary key or where none is written. */
  readonly name: string | null;
  readonly parts: readonly KeyPart[];
}

export interface KeyPart {
  /** null for an expression. */
  readonly column: string | null;
  /** Only the column's beginning. */
  readonly prefix: boolean;
}

export interface ForeignKey extends ItemPlace {
  readonly kind: 'foreign';
  readonly name: string | null;
  readonly columns: readonly string[];
  readonly referenced: ObjectName;
  readonly referencedColumns: readonly string[];
}

export interface TableOptions {
  /** As written; null where it is left to the server. */
  readonly engine: string | null;
  readonly charset: string | null;
  readonly collation: string | null;
  readonly partitioned: boolean;
  /** MariaDB's system versioning. */
  readonly versioned: boolean;
  readonly keyBlockSize: boolean;
}
