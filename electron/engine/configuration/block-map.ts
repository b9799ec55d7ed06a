import { isMap, isScalar, isSeq, stringify } from 'yaml';
import type { Node, Pair, YAMLMap } from 'yaml';
import { written } from './cluster-keys.ts';
import type { FileMap, FileValue } from './cluster-keys.ts';
import { afterComments, lineBreak, lineStart, nextLine } from './splice.ts';
import type { Splice } from './splice.ts';

export type FilePair = Pair<Node, Node | null>;

/** Keys of a map as nodes. */
export function pairsOf(map: YAMLMap): readonly FilePair[] {
  return map.items as unknown as readonly FilePair[];
}

export function keyOf(pair: FilePair): string {
  if (!isScalar(pair.key)) return '';
  return typeof pair.key.value === 'string' ? pair.key.value : (pair.key.source ?? '');
}

/** Is every key on a line of its own, so that lines can be added and taken out? */
export function isBlockMap(node: Node | null | undefined): node is YAMLMap {
  return isMap(node) && node.flow !== true && node.items.length > 0;
}

/** How far the keys of a block map are indented. */
export function indentOf(text: string, map: YAMLMap): number {
  const first = pairsOf(map)[0]?.key.range?.[0] ?? 0;
  return first - lineStart(text, first);
}

/** Where the last character of a pair stands, without the comments behind it. */
export function endOfPair(text: string, pair: FilePair): number {
  const key = pair.key.range?.[1] ?? 0;
  return pair.value === null ? key : Math.max(key, endOfNode(text, pair.value));
}

function endOfNode(text: string, node: Node): number {
  if (isBlockMap(node)) {
    const last = pairsOf(node).at(-1);
    if (last !== undefined) return endOfPair(text, last);
  }
  if (isSeq(node) && node.flow !== true) {
    const last = node.items.at(-1) as Node | undefined;
    if (last !== undefined) return endOfNode(text, last);
  }
  const [start, end] = node.range ?? [0, 0];
  return start + text.slice(start, end).trimEnd().length;
}

/** The whole lines of a pair of a block map, with the comments inside and right below that are indented deeper than its key. */
export function linesOfPair(
  text: string,
  map: YAMLMap,
  pair: FilePair,
): { readonly start: number; readonly end: number } {
  const start = lineStart(text, pair.key.range?.[0] ?? 0);
  const end = nextLine(text, endOfPair(text, pair));
  return { start, end: afterComments(text, end, indentOf(text, map) + 1) };
}

/** Adds a key as the last one of a block map. */
export function insertPair(text: string, map: YAMLMap, key: string, value: FileValue): Splice {
  const last = pairsOf(map).at(-1);
  const at = last === undefined ? text.length : linesOfPair(text, map, last).end;
  return insertLines(text, at, renderPair(key, value, indentOf(text, map)));
}

/** Puts whole lines before the line at `at`, on a line of their own also behind a last line without a line break. */
export function insertLines(text: string, at: number, lines: readonly string[]): Splice {
  const newline = lineBreak(text);
  const before = at > 0 && text[at - 1] !== '\n' ? newline : '';
  return { start: at, end: at, text: before + lines.map((line) => line + newline).join('') };
}

/** A key and its value as indented lines. */
export function renderPair(key: string, value: FileValue, indent: number): readonly string[] {
  const shown = typeof value === 'object' && !Array.isArray(value) ? written(value as FileMap) : value;
  const lines = stringify({ [key]: shown }, { lineWidth: 0 })
    .trimEnd()
    .split('\n');
  return lines.map((line) => (line === '' ? line : ' '.repeat(indent) + line));
}

/** A value on one line, good at any place in the file. */
export function renderInline(value: FileValue): string {
  if (typeof value === 'string') return stringify(value, { lineWidth: 0, blockQuote: false }).trimEnd();
  return stringify(value, { lineWidth: 0, collectionStyle: 'flow' }).trimEnd().replace(/\n\s*/g, ' ');
}
