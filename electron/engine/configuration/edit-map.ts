import { isScalar, isSeq } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import { isDeepStrictEqual } from 'node:util';
import { endOfPair, isBlockMap, insertPair, keyOf, linesOfPair, pairsOf, renderInline } from './block-map.ts';
import type { FilePair } from './block-map.ts';
import { isFileMap, written } from './cluster-keys.ts';
import type { FileMap, FileValue } from './cluster-keys.ts';
import { lineBreak, lineStart, nextLine } from './splice.ts';
import type { Splice } from './splice.ts';
import { readAddress } from './values.ts';

/**
 * The splices that turn a block map which means `before` into one which means `after`. Keys that mean the same keep
 * their text, comments and place; new ones come last. What is put into a key at the map's end has the same offset as a
 * new key after it, and so comes first in the result.
 */
export function editMap(text: string, map: YAMLMap, before: FileMap, after: FileMap): readonly Splice[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const isThere = (key: string): boolean => pairsOf(map).some((pair) => sameKey(keyOf(pair), key));
  return [...keys.filter(isThere), ...keys.filter((key) => !isThere(key))]
    .map((key) => ({ key, change: { before: before[key], after: after[key] } }))
    .filter(({ key, change }) => !isDeepStrictEqual(change.before, change.after) || losesOrder(key, change))
    .flatMap(({ key, change }) => editKey(text, map, key, change));
}

interface Change {
  readonly before: FileValue;
  readonly after: FileValue;
}

function editKey(text: string, map: YAMLMap, key: string, change: Change): readonly Splice[] {
  const pair = pairsOf(map).find((candidate) => sameKey(keyOf(candidate), key));
  if (pair === undefined) {
    return change.after === undefined ? [] : [insertPair(text, map, key, change.after)];
  }
  if (change.after === undefined || isEmptyMap(change.after)) return [{ ...linesOfPair(text, map, pair), text: '' }];
  return losesOrder(key, change)
    ? [replaceValue(text, pair, change.after)]
    : editValue(text, pair, change.before, change.after);
}

/** Hooks are run in the order of the file, and lines are not moved: another order is written anew. */
function losesOrder(key: string, { before, after }: Change): boolean {
  if (key !== 'hooks' || !isFileMap(before) || !isFileMap(after)) return false;
  const [old, wanted] = [Object.keys(before), Object.keys(after)];
  const edited = [...old.filter((name) => name in after), ...wanted.filter((name) => !(name in before))];
  return !isDeepStrictEqual(edited, wanted);
}

function isEmptyMap(value: FileValue): boolean {
  return isFileMap(value) && Object.keys(written(value)).length === 0;
}

function editValue(text: string, pair: FilePair, before: FileValue, after: FileValue): readonly Splice[] {
  const { value } = pair;
  if (isBlockMap(value) && isFileMap(after)) {
    const old = isFileMap(before) ? before : {};
    const gone = pairsOf(value).every((child) => after[keyOf(child)] === undefined);
    return gone ? [replaceValue(text, pair, after)] : editMap(text, value, old, after);
  }
  if (isSeq(value) && value.flow !== true && Array.isArray(before) && Array.isArray(after)) {
    const edited = editList(text, value.items as Node[], before as readonly string[], after as readonly string[]);
    if (edited !== null) return edited;
  }
  return [replaceValue(text, pair, after)];
}

function replaceValue(text: string, pair: FilePair, value: FileValue): Splice {
  const shown = isFileMap(value) ? written(value) : value;
  const keyEnd = pair.key.range?.[1] ?? 0;
  if (pair.value === null || (isScalar(pair.value) && pair.value.value === null)) {
    const end = pair.value?.range?.[1] ?? keyEnd;
    return { start: keyEnd, end: Math.max(end, keyEnd), text: `: ${renderInline(shown)}` };
  }
  const start = pair.value.range?.[0] ?? keyEnd;
  return { start, end: endOfPair(text, pair), text: renderInline(shown) };
}

/**
 * Rewrites a list with one item a line: what stays keeps its line and the comments above it. null when it is not laid
 * out like that.
 */
function editList(
  text: string,
  items: readonly Node[],
  before: readonly string[],
  after: readonly string[],
): readonly Splice[] | null {
  const first = items[0]?.range?.[0];
  if (first === undefined || items.length !== before.length || !items.every((item) => isScalar(item))) return null;
  const start = lineStart(text, first);
  const ends = items.map((item) => nextLine(text, item.range?.[0] ?? 0));
  if (new Set(ends).size !== ends.length) return null;
  const lines = new Map(before.map((item, index) => [item, text.slice(ends[index - 1] ?? start, ends[index])]));
  const dash = text.slice(start, first);
  const newline = lineBreak(text);
  const rewritten = after.map((item) => lines.get(item) ?? `${dash}${renderInline(item)}${newline}`);
  const whole = rewritten.map((line) => (line.endsWith('\n') ? line : line + newline)).join('');
  return [{ start, end: ends.at(-1) ?? start, text: whole }];
}

/** Keys that are addresses are the same when they name the same server. */
function sameKey(a: string, b: string): boolean {
  return a === b || (b.includes(':') && readAddress(a) === b);
}
