import { countNumbers, normalizeIntervals, subtractIntervals } from './interval.ts';
import type { Interval } from './interval.ts';

/**
 * A set of MySQL's global transaction identifiers: `uuid` or `uuid:tag` (lower case) → its normalized intervals.
 * A source without intervals is not in the map.
 */
export type GtidSet = ReadonlyMap<string, readonly Interval[]>;

/** The largest sequence number that MySQL gives out: 2^63 − 2 (sql/rpl_gtid.h, GNO_END). */
const largest = 2n ** 63n - 2n;

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const tagPattern = /^[a-z_][a-z0-9_]{0,31}$/; // MySQL 8.3+
const intervalPattern = /^(\d{1,19})(?:\s*-\s*(\d{1,19}))?$/;

/**
 * Reads a set as MySQL prints it (gtid_executed, Retrieved_Gtid_Set …): any case, white space and line breaks,
 * tags (`uuid:1-5:tag:1-3`, MySQL 8.3+), sources in any order and named more than once. Empty text is the empty set.
 * @returns null when the text is not a GTID set; nothing is ever guessed or left out.
 */
export function parseGtidSet(text: string): GtidSet | null {
  const collected = new Map<string, Interval[]>();
  for (const part of text.split(',')) {
    const source = part.trim().toLowerCase();
    if (source !== '' && !collectSource(source, collected)) return null;
  }
  return normalized(collected);
}

/** Adds what one `uuid:…` part holds to `collected`; false when it can't be read. */
function collectSource(source: string, collected: Map<string, Interval[]>): boolean {
  const [uuid = '', ...segments] = source.split(':').map((segment) => segment.trim());
  if (!uuidPattern.test(uuid) || !endsInInterval(segments)) return false;
  let key = uuid;
  for (const [index, segment] of segments.entries()) {
    const interval = parseInterval(segment);
    if (interval !== null) {
      intervalsOf(key, collected).push(interval);
    } else if (tagPattern.test(segment) && parseInterval(segments[index + 1] ?? '') !== null) {
      key = `${uuid}:${segment}`;
    } else {
      return false;
    }
  }
  return true;
}

function intervalsOf(key: string, collected: Map<string, Interval[]>): Interval[] {
  const known = collected.get(key) ?? [];
  collected.set(key, known);
  return known;
}

function endsInInterval(segments: readonly string[]): boolean {
  return parseInterval(segments.at(-1) ?? '') !== null;
}

function parseInterval(text: string): Interval | null {
  const match = intervalPattern.exec(text);
  if (match?.[1] === undefined) return null;
  const first = BigInt(match[1]);
  const last = BigInt(match[2] ?? match[1]);
  return first >= 1n && first <= last && last <= largest ? { first, last } : null;
}

function normalized(collected: ReadonlyMap<string, readonly Interval[]>): GtidSet {
  return new Map([...collected].map(([key, intervals]) => [key, normalizeIntervals(intervals)]));
}

/** `uuid:1-5:9:tag:1-3,uuid2:7`: one line, sources in order, as MySQL accepts it. The empty set is empty text. */
export function formatGtidSet(set: GtidSet): string {
  const byUuid = new Map<string, string>();
  for (const key of [...set.keys()].sort()) {
    const [uuid = '', ...tag] = key.split(':');
    const segments = [...tag, ...(set.get(key) ?? []).map(formatInterval)].join(':');
    byUuid.set(uuid, `${byUuid.get(uuid) ?? uuid}:${segments}`);
  }
  return [...byUuid.values()].join(',');
}

function formatInterval({ first, last }: Interval): string {
  return first === last ? String(first) : `${String(first)}-${String(last)}`;
}

/** What is in `a` or in `b`. */
export function unionGtidSets(a: GtidSet, b: GtidSet): GtidSet {
  const keys = new Set([...a.keys(), ...b.keys()]);
  return normalized(new Map([...keys].map((key) => [key, [...(a.get(key) ?? []), ...(b.get(key) ?? [])]])));
}

/** What is in `a` and not in `b` (GTID_SUBTRACT). */
export function subtractGtidSets(a: GtidSet, b: GtidSet): GtidSet {
  const rest = [...a].map(([key, intervals]) => [key, subtractIntervals(intervals, b.get(key) ?? [])] as const);
  return new Map(rest.filter(([, intervals]) => intervals.length > 0));
}

/** What is in both. */
export function intersectGtidSets(a: GtidSet, b: GtidSet): GtidSet {
  return subtractGtidSets(a, subtractGtidSets(a, b));
}

/** Is all of `b` in `a` (GTID_SUBSET(b, a))? Every set holds the empty set: mind what an empty `b` means to you. */
export function containsGtidSet(a: GtidSet, b: GtidSet): boolean {
  return isEmptyGtidSet(subtractGtidSets(b, a));
}

export function isEmptyGtidSet(set: GtidSet): boolean {
  return set.size === 0;
}

/** How many transactions the set names. */
export function countTransactions(set: GtidSet): bigint {
  return [...set.values()].reduce((sum, intervals) => sum + countNumbers(intervals), 0n);
}
