import { createHash } from 'node:crypto';

export const entryKinds = ['record', 'operation-begun', 'operation-entry', 'operation-finished'] as const;
export type EntryKind = (typeof entryKinds)[number];

/** One link of the chain: everything the journal holds is in such rows. */
export interface ChainEntry {
  /** 1, 2, 3 … without gaps. */
  readonly sequence: number;
  readonly at: number; // epoch ms
  readonly kind: EntryKind;
  /** The record or operation it belongs to. */
  readonly id: string;
  /** Canonical JSON. */
  readonly body: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** What comes before the first entry. */
export const genesisHash = '0'.repeat(64);

/** SHA-256, in hexadecimal, over the previous hash and everything else in the entry. */
export function hashOf(entry: Omit<ChainEntry, 'hash'>): string {
  const content = JSON.stringify([entry.previousHash, entry.sequence, entry.at, entry.kind, entry.id, entry.body]);
  return createHash('sha256').update(content, 'utf8').digest('hex');
}

/** What is wrong with `entry` as the successor of `previous` (null: as the first), in words; null when nothing is. */
export function breakBetween(previous: ChainEntry | null, entry: ChainEntry): string | null {
  const expected = (previous?.sequence ?? 0) + 1;
  if (entry.sequence > expected) {
    const last = entry.sequence - 1;
    return expected === last
      ? `Entry ${String(expected)} is missing.`
      : `Entries ${String(expected)} to ${String(last)} are missing.`;
  }
  if (entry.sequence < expected) return `Entry ${String(entry.sequence)} was put in.`;
  if (hashOf(entry) !== entry.hash) return `Entry ${String(entry.sequence)} was changed after it was written.`;
  if (entry.previousHash !== (previous?.hash ?? genesisHash)) {
    return `Entry ${String(entry.sequence)} does not follow the entry before it: one of them was replaced.`;
  }
  return null;
}
