import type { ServerId } from '../../domain/server.ts';

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** Ids in order, each once. */
export function distinct(ids: readonly ServerId[]): readonly ServerId[] {
  return [...new Set(ids)].sort();
}

/** `1 {replica}`, `3 {replicas}`. */
export function replicaCount(count: number): string {
  return count === 1 ? '1 {replica}' : `${String(count)} {replicas}`;
}
