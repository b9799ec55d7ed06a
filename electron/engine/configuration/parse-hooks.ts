import { isAbsolute } from 'node:path';
import { isMap, isScalar, isSeq } from 'yaml';
import { hookDefaults, hookMoments, type HookConfiguration } from '../../../shared/domain/hook.ts';
import { entriesOf, itemsOf, type Entry, type Source } from './entry.ts';
import { choiceOf, durationOf, textOf } from './values.ts';

const timeoutBounds = { min: 1000, max: 600_000, example: '30s' }; // ms
const longestArgument = 4000; // characters

/** The hooks of a cluster, in the order of the file. One with a mistake is left out. */
export function hooksOf(source: Source, entry: Entry): readonly HookConfiguration[] {
  return [...entriesOf(source, entry, null).values()].flatMap((hook) => hookOf(source, hook));
}

/** Names go into environment variables, journals and step ids; a leading letter keeps a map's order. */
function isHookName(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_-]{0,39}$/.test(name);
}

function hookOf(source: Source, entry: Entry): readonly HookConfiguration[] {
  const { mistakes } = source;
  if (!isHookName(entry.key))
    mistakes.add(
      entry.keyOffset,
      `${entry.path}: a hook's name has 1 to 40 letters, digits, dashes or underscores, a letter first: give it another name.`,
    );
  const keys = entriesOf(source, entry, ['at', 'command', 'timeout']);
  const hasUnknownKeys = isMap(entry.node) && entry.node.items.length > keys.size;
  const needed = <T>(key: string, example: string, reader: (found: Entry) => T | null): T | null => {
    const found = keys.get(key);
    if (found !== undefined) return reader(found);
    if (!hasUnknownKeys)
      mistakes.add(entry.keyOffset, `${entry.path} has no ${key}: write below it ${key}: ${example}`);
    return null;
  };
  const at = needed('at', 'before', (found) => choiceOf(source, found, hookMoments));
  const command = needed('command', commandExample, (found) => commandOf(source, found));
  const timeout = keys.get('timeout');
  const timeoutMs = timeout === undefined ? hookDefaults.timeoutMs : durationOf(source, timeout, timeoutBounds);
  return at === null || command === null || timeoutMs === null ? [] : [{ name: entry.key, at, command, timeoutMs }];
}

const commandExample = "['/path/to/program', 'first argument']";

/** A list only: no shell is there that could split a line, and one that was would run what a server is called. */
function commandOf(source: Source, entry: Entry): readonly string[] | null {
  const { mistakes } = source;
  if (!isSeq(entry.node)) {
    mistakes.add(
      entry.offset,
      `${entry.path} is a list, the program and each of its arguments: no shell is used, so a line would not be split or expanded (what needs one goes into a script). Write ${entry.key}: ${commandExample}`,
    );
    return null;
  }
  const items = itemsOf(source, entry, commandExample);
  const words = items.map((item) => argumentOf(source, item));
  const [program] = words;
  if (words.length === 0)
    mistakes.add(entry.offset, `${entry.path} names no program: write ${entry.key}: ${commandExample}`);
  if (typeof program === 'string' && !isProgram(program)) {
    mistakes.add(
      items[0]?.offset ?? entry.offset,
      `${entry.path}[0] is a whole path, or the mere name of a program that is found by PATH: write ${entry.key}: ${commandExample}`,
    );
    return null;
  }
  return words.length > 0 && words.every((word) => word !== null) ? words : null;
}

/** What is relative would depend on the folder in which Signalbox was started. */
function isProgram(text: string): boolean {
  return isAbsolute(text) || (text !== '' && !text.includes('/') && !text.includes('\\'));
}

function argumentOf(source: Source, item: Entry): string | null {
  const value = isScalar(item.node) ? item.node.value : undefined;
  if (value === '') return value;
  if (typeof value === 'string') return textOf(source, item, longestArgument);
  source.mistakes.add(item.offset, `${item.path} is text on one line: put it into quotes.`);
  return null;
}
