import type { StatementPiece } from '../scan/piece.ts';
import type { Insert, Statement, StatementKind } from '../statements/statement.ts';
import { readTable } from '../table/read-table.ts';
import type { TableDefinition } from '../table/table-definition.ts';
import type { DumpedDefinition, DumpedTable, DumpModel, QualifiedName } from './dump-model.ts';
import { charsetsIn, charsetsOfSet, type NamedCharsets } from './named-charsets.ts';

type Collected = Pick<DumpModel, 'tables' | 'droppedTables' | 'charsets' | 'collations' | 'engines'>;
type Qualify = (name: QualifiedName) => QualifiedName;

const mayNameCharsets: readonly StatementKind[] = [
  'createDatabase',
  'alterDatabase',
  'createTable',
  'createView',
  'createRoutine',
  'createTrigger',
  'createEvent',
];
type Mutable<T> = { -readonly [key in keyof T]: T[key] };

/** Collects tables and what is inserted into them. */
export class Tables {
  readonly #tables = new Map<string, Mutable<DumpedTable>>();
  readonly #charsets = new Set<string>();
  readonly #collations = new Set<string>();
  readonly #dropped = new Map<string, QualifiedName>();
  #last: { readonly schema: string | null; readonly name: string; readonly table: Mutable<DumpedTable> } | null = null;

  /** Takes a statement of the dump. */
  add(piece: StatementPiece, statement: Statement, qualify: Qualify): void {
    if (statement.kind === 'insert') addData(this.#table(qualify(statement.table)), piece, statement);
    if (statement.kind === 'createTable') this.#create(piece, this.#table(qualify(statement.table)));
    if (statement.kind === 'dropTable') {
      for (const table of statement.tables) this.#dropped.set(keyOf(qualify(table)), qualify(table));
    }
    if (statement.kind === 'set') this.#names(charsetsOfSet(statement.assignments));
    if (mayNameCharsets.includes(statement.kind)) this.#names(charsetsIn(piece.bytes, piece));
  }

  #names({ charsets, collations }: NamedCharsets): void {
    for (const name of charsets) this.#charsets.add(name);
    for (const name of collations) this.#collations.add(name);
  }

  all(): Collected {
    const tables = [...this.#tables].map(([key, table]) => ({ ...table, dropped: this.#dropped.has(key) }));
    const definitions = tables.flatMap(({ definition }) => (definition === null ? [] : [definition]));
    return {
      tables,
      droppedTables: [...this.#dropped.values()],
      charsets: distinct([...this.#charsets]),
      collations: distinct([...this.#collations]),
      engines: distinct(definitions.map(({ engine }) => engine)),
    };
  }

  #table(name: QualifiedName): Mutable<DumpedTable> {
    if (this.#last?.name === name.name && this.#last.schema === name.schema) return this.#last.table;
    const key = keyOf(name);
    const table = this.#tables.get(key) ?? unknownTable(name);
    this.#tables.set(key, table);
    this.#last = { ...name, table };
    return table;
  }

  #create(piece: StatementPiece, table: Mutable<DumpedTable>): void {
    table.created = true;
    const definition = readTable(piece.bytes, piece);
    table.definition = definition === null ? null : summary(definition, table.schema);
  }
}

function keyOf({ schema, name }: QualifiedName): string {
  return JSON.stringify([schema, name]);
}

function unknownTable(name: QualifiedName): Mutable<DumpedTable> {
  const data = { dataBytes: 0, dataStatements: 0, largestStatement: 0, rows: 0, firstData: null };
  const ways = { replaces: false, ignores: false, updatesDuplicates: false };
  return { ...name, created: false, dropped: false, ...data, ...ways, definition: null };
}

function addData(table: Mutable<DumpedTable>, { bytes, offset, line }: StatementPiece, insert: Insert): void {
  table.dataBytes += bytes.length;
  table.dataStatements += 1;
  table.largestStatement = Math.max(table.largestStatement, bytes.length);
  table.rows += insert.rows;
  table.firstData ??= { offset, line };
  table.replaces ||= insert.verb === 'replace';
  table.ignores ||= insert.ignore;
  table.updatesDuplicates ||= insert.onDuplicate;
}

function summary({ items, options }: TableDefinition, schema: string | null): DumpedDefinition {
  const keys = items.filter((item) => item.kind === 'key');
  const unique = keys.filter(({ type }) => type === 'unique').length;
  const primaryKey = keys.some(({ type }) => type === 'primary');
  const { engine, charset, collation, partitioned } = options;
  return {
    engine,
    charset,
    collation,
    partitioned,
    primaryKey,
    uniqueKeys: unique,
    otherKeys: keys.length - unique - (primaryKey ? 1 : 0),
    autoIncrement: items.some((item) => item.kind === 'column' && item.autoIncrement),
    references: items
      .filter((item) => item.kind === 'foreign')
      .map(({ referenced, referencedColumns }) => ({
        table: { schema: referenced.schema ?? schema, name: referenced.name },
        columns: referencedColumns,
      })),
  };
}

function distinct(values: readonly (string | null)[]): readonly string[] {
  return [...new Set(values.flatMap((value) => (value === null || value === '' ? [] : [value.toLowerCase()])))];
}
