import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Document, Node, Pair } from 'yaml';
import type { Mistakes } from './mistakes.ts';
import { nearestKey } from './nearest-key.ts';

/** A file being read. */
export interface Source {
  readonly document: Document;
  readonly mistakes: Mistakes;
}

/** A value in the file: where it stands and what it is called. */
export interface Entry {
  /** As in `clusters.shop.user`. */
  readonly path: string;
  readonly key: string;
  /** Of the key, in characters from the file's start. */
  readonly keyOffset: number;
  /** Of the value, or of the key when there is none. */
  readonly offset: number;
  /** null when nothing stands behind the key. Aliases are already followed. */
  readonly node: Node | null;
}

/** The document itself as an entry. */
export function rootEntry(source: Source): Entry {
  return { path: 'the file', key: '', keyOffset: 0, offset: 0, node: followed(source, source.document.contents) };
}

/**
 * The entries of a map by key. With `known`, any other key is a mistake, with the nearest known one named.
 * Nothing, or a mistake, gives an empty map.
 */
export function entriesOf(source: Source, entry: Entry, known: readonly string[] | null): ReadonlyMap<string, Entry> {
  const found = new Map<string, Entry>();
  if (isNothing(entry.node)) return found;
  if (!isMap(entry.node)) {
    source.mistakes.add(entry.offset, `${entry.path} is a map: write its keys below it, indented, as “key: value”.`);
    return found;
  }
  for (const pair of entry.node.items) {
    const child = childOf(source, entry, pair as Pair<Node, Node | null>);
    if (child === null) continue;
    if (known !== null && !known.includes(child.key)) source.mistakes.add(child.keyOffset, unknownKey(child, known));
    else found.set(child.key, child);
  }
  return found;
}

/** The items of a list; nothing, or a mistake, gives none. */
export function itemsOf(source: Source, entry: Entry, example: string): readonly Entry[] {
  if (!isSeq(entry.node)) {
    source.mistakes.add(entry.offset, `${entry.path} is a list: write ${entry.key}: [${example}]`);
    return [];
  }
  return entry.node.items.map((item, index) => {
    const node = item as Node | null;
    const offset = node?.range?.[0] ?? entry.offset;
    return { path: `${entry.path}[${index}]`, key: entry.key, keyOffset: offset, offset, node: followed(source, node) };
  });
}

/** Is nothing written there? */
export function isNothing(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.value === null);
}

function childOf(source: Source, parent: Entry, pair: Pair<Node, Node | null>): Entry | null {
  const keyOffset = pair.key.range?.[0] ?? parent.offset;
  const key = isScalar(pair.key) ? textOfKey(pair.key) : null;
  if (key === null) {
    source.mistakes.add(keyOffset, `a key in ${parent.path} is not text: put it into quotes.`);
    return null;
  }
  const path = parent.key === '' && parent.path === 'the file' ? key : `${parent.path}.${key}`;
  const written = isNothing(pair.value) ? null : pair.value;
  return { path, key, keyOffset, offset: written?.range?.[0] ?? keyOffset, node: followed(source, pair.value) };
}

/** `01:` and `true:` are meant as text. */
function textOfKey(key: { readonly value: unknown; readonly source?: string }): string | null {
  if (typeof key.value === 'string') return key.value;
  return key.source ?? null;
}

function followed(source: Source, node: Node | null): Node | null {
  if (!isAlias(node)) return node;
  const target = node.resolve(source.document);
  if (target !== undefined) return target;
  source.mistakes.add(
    node.range?.[0] ?? 0,
    'this alias names no anchor above it: put text that starts with * into quotes.',
  );
  return null;
}

function unknownKey(entry: Entry, known: readonly string[]): string {
  const nearest = nearestKey(entry.key, known);
  const meant = nearest === null ? '' : `did you mean “${nearest}”? `;
  return `${entry.path} is not a key Signalbox knows: ${meant}Known here: ${known.join(', ')}.`;
}
