import type { Column, ForeignKey, Key, TableDefinition } from './table-definition.ts';

export interface KeepRules {
  /** `defer` only where no duplicates can come up and none must be found before the end; default `keep`. */
  readonly unique?: 'keep' | 'defer';
  /** Full-text keys: default `defer`. */
  readonly fulltext?: 'keep' | 'defer';
  /** Columns of this table that foreign keys of other tables refer to: such a key must be there when they are made. */
  readonly referenced?: readonly (readonly string[])[];
}

export type KeepReason =
  'primary' | 'unique' | 'engine' | 'versioned' | 'unusual' | 'auto-increment' | 'foreign-key' | 'fulltext' | 'order';

/** The keys that must be in the CREATE TABLE, and why. */
export function keysToKeep(definition: TableDefinition, rules: KeepRules): ReadonlyMap<Key, KeepReason> {
  const keys = definition.items.filter((item) => item.kind === 'key');
  const all = allOfThem(definition);
  if (all !== null) return new Map(keys.map((key) => [key, key.type === 'primary' ? 'primary' : all]));
  const kept = new Map<Key, KeepReason>();
  for (const key of keys) {
    const reason = ofItself(key, keys, rules);
    if (reason !== null) kept.set(key, reason);
  }
  const columns = definition.items.filter((item) => item.kind === 'column');
  const auto = columns.filter(({ autoIncrement }) => autoIncrement).map(({ name }) => [name]);
  keepOneFor(auto, keys, kept, 'auto-increment');
  const foreign = definition.items.filter((item) => item.kind === 'foreign');
  keepOneFor([...neededBy(definition, foreign), ...(rules.referenced ?? [])], keys, kept, 'foreign-key');
  keepEarlier(keys, columns, kept);
  return kept;
}

/** Why no key of the table can wait. */
function allOfThem({ options, items }: TableDefinition): KeepReason | null {
  if (options.engine?.toUpperCase() !== 'INNODB') return 'engine';
  if (options.versioned) return 'versioned';
  return options.keyBlockSize || items.some(({ kind }) => kind === 'other') ? 'unusual' : null;
}

function ofItself(key: Key, keys: readonly Key[], rules: KeepRules): KeepReason | null {
  switch (key.type) {
    case 'primary':
      return 'primary';
    case 'unique': {
      const isClusterable = !keys.some(({ type }) => type === 'primary');
      const isDocumentId = key.name?.toUpperCase() === 'FTS_DOC_ID_INDEX';
      return isClusterable || isDocumentId || rules.unique !== 'defer' ? 'unique' : null;
    }
    case 'fulltext':
      return rules.fulltext === 'keep' ? 'fulltext' : null;
    case 'plain':
    case 'spatial':
      return key.name === null ? 'unusual' : null;
  }
}

/** The columns that foreign keys need keys on: their own, and those of this table that they refer to. */
function neededBy({ table }: TableDefinition, foreign: readonly ForeignKey[]): readonly (readonly string[])[] {
  const isOwn = ({ referenced }: ForeignKey) => referenced.schema === table.schema && referenced.name === table.name;
  return foreign.flatMap((key) => (isOwn(key) ? [key.columns, key.referencedColumns] : [key.columns]));
}

/** Sees to it that a key is kept that begins with these columns, if there is one. */
function keepOneFor(
  wanted: readonly (readonly string[])[],
  keys: readonly Key[],
  kept: Map<Key, KeepReason>,
  because: KeepReason,
): void {
  for (const columns of wanted) {
    const fitting = keys.filter((key) => beginsWith(key, columns));
    const [first] = fitting;
    if (first !== undefined && !fitting.some((key) => kept.has(key))) kept.set(first, because);
  }
}

/** Column names are compared as servers do: without regard to case. */
function beginsWith(key: Key, columns: readonly string[]): boolean {
  if (key.type === 'fulltext' || key.type === 'spatial') return false;
  return columns.every((column, index) => {
    const part = key.parts[index];
    return part?.column?.toLowerCase() === column.toLowerCase() && !part.prefix;
  });
}

/** A key that stands before a kept one of its class is kept, too: what is added later comes behind. */
function keepEarlier(keys: readonly Key[], columns: readonly Column[], kept: Map<Key, KeepReason>): void {
  const closed = new Set<string>();
  for (const key of [...keys].reverse()) {
    const order = orderClass(key, columns);
    if (kept.has(key)) closed.add(order);
    else if (closed.has(order)) kept.set(key, 'order');
  }
}

/** Keys of one class keep their order; the classes come one after another, whatever their order was. */
function orderClass(key: Key, columns: readonly Column[]): string {
  if (key.type !== 'unique') return key.type === 'spatial' ? 'plain' : key.type;
  const isNullable = key.parts.some(({ column }) => columns.find(({ name }) => name === column)?.notNull !== true);
  return `unique ${String(isNullable)} ${String(key.parts.some(({ prefix }) => prefix))}`;
}
