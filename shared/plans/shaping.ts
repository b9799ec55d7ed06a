import type { Json } from '../domain/json.ts';

/** The names of what differs between two sets of shaping facts, for the refusal. */
export function differencesOf(
  before: Readonly<Record<string, Json>>,
  now: Readonly<Record<string, Json>>,
): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(now[name]));
}
