import type { ServerId } from '../../../shared/domain/server.ts';

/** The records of one server around an operation. */
export interface RecordPair {
  /** null while the journal has not said. */
  readonly server: ServerId | null;
  readonly before: string | null;
  readonly after: string | null;
}

/** Puts the records of before and after together by server, in the order of those before. */
export function pairRecords(
  records: { readonly before: readonly string[]; readonly after: readonly string[] },
  servers: ReadonlyMap<string, ServerId>,
): readonly RecordPair[] {
  const serverOf = (id: string): ServerId | null => servers.get(id) ?? null;
  const pairs: RecordPair[] = records.before.map((id) => ({ server: serverOf(id), before: id, after: null }));
  for (const id of records.after) {
    const server = serverOf(id);
    const at = pairs.findIndex((pair) => server !== null && pair.server === server);
    const pair = pairs[at];
    if (pair === undefined) pairs.push({ server, before: null, after: id });
    else pairs[at] = { ...pair, after: id };
  }
  return pairs;
}
