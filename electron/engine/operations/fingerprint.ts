import { createHash } from 'node:crypto';
import type { Json } from '../../../shared/domain/json.ts';

/** Short and speakable: two people can tell by it whether they look at the same plan. */
export function fingerprintOf(shaping: Readonly<Record<string, Json>>): string {
  const digest = createHash('sha256').update(JSON.stringify(shaping)).digest('hex');
  return `${digest.slice(0, 4)}·${digest.slice(4, 8)}·${digest.slice(8, 12)}`;
}
