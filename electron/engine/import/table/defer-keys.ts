import { quoteName } from '../../../../shared/dialects/quote.ts';
import { keysToKeep } from './keys-to-keep.ts';
import type { KeepReason, KeepRules } from './keys-to-keep.ts';
import type { Key, TableDefinition } from './table-definition.ts';

/** A table in two steps: without some of its keys, and these keys once its rows are there. */
export interface DeferredKeys {
  readonly create: Buffer;
  /** To be run in this order, with the character_set_client and sql_mode of the CREATE TABLE; none when nothing is deferred. */
  readonly alters: readonly Buffer[];
  readonly deferred: readonly Key[];
  readonly kept: readonly { readonly key: Key; readonly because: KeepReason }[];
}

/**
 * Splits a CREATE TABLE so that SHOW CREATE TABLE is the same after both steps as after the whole. Servers order keys
 * by class (primary, unique, plain, full text) and within a class by age, so that only the last of a class can wait.
 * `schema`: where the ALTERs find the table, whatever their session has selected. A FULLTEXT key needs an ALTER of its own, and the first of them may rebuild the table: those come first.
 */
export function deferKeys(
  statement: Buffer,
  definition: TableDefinition,
  rules: KeepRules = {},
  schema: string | null = null,
): DeferredKeys {
  const kept = keysToKeep(definition, rules);
  const keys = definition.items.filter((item) => item.kind === 'key');
  const deferred = keys.filter((key) => !kept.has(key));
  const written = statement.subarray(definition.nameFrom, definition.nameUntil);
  const name =
    schema === null || definition.table.schema !== null
      ? written
      : Buffer.concat([Buffer.from(`${quoteName(schema)}.`), written]);
  const fulltext = deferred.filter(({ type }) => type === 'fulltext');
  const others = deferred.filter(({ type }) => type !== 'fulltext');
  const groups = [...fulltext.map((key) => [key]), ...(others.length > 0 ? [others] : [])];
  return {
    create: without(statement, deferred),
    alters: groups.map((group) => alter(statement, name, group)),
    deferred,
    kept: keys.flatMap((key) => {
      const because = kept.get(key);
      return because === undefined ? [] : [{ key, because }];
    }),
  };
}

/** The statement without these items and the commas before them; columns come first, so that there always is one. */
function without(statement: Buffer, items: readonly Key[]): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  for (const item of items) {
    parts.push(statement.subarray(from, item.from - 1));
    from = trimmedEnd(statement, item);
  }
  return Buffer.concat([...parts, statement.subarray(from)]);
}

function alter(statement: Buffer, name: Buffer, keys: readonly Key[]): Buffer {
  const parts: Buffer[] = [Buffer.from('ALTER TABLE '), name];
  keys.forEach((key, index) => {
    const text = statement.subarray(trimmedStart(statement, key), trimmedEnd(statement, key));
    parts.push(Buffer.from(index === 0 ? ' ADD ' : ', ADD '), text);
  });
  return Buffer.concat(parts);
}

function trimmedStart(statement: Buffer, { from }: Key): number {
  let at = from;
  while ((statement[at] ?? 33) <= 32) at += 1;
  return at;
}

function trimmedEnd(statement: Buffer, { until }: Key): number {
  let at = until;
  while ((statement[at - 1] ?? 33) <= 32) at -= 1;
  return at;
}
