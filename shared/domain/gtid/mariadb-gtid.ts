/** `0-1-77`: the 77th transaction of replication domain 0, first written on the server with server_id 1. */
export interface MariadbGtid {
  readonly domain: number;
  readonly server: number;
  readonly sequence: bigint;
}

const largestId = 2n ** 32n - 1n;
const largestSequence = 2n ** 64n - 1n;

/**
 * Reads a position (gtid_binlog_pos, gtid_slave_pos …: one entry a domain) or a state (gtid_binlog_state: one entry
 * a domain and server), in the order given. Empty text is the empty list.
 * @returns null when the text is neither; nothing is ever guessed or left out.
 */
export function parseMariadbGtids(text: string): readonly MariadbGtid[] | null {
  if (text.trim() === '') return [];
  const parsed = text.split(',').map((part) => parseMariadbGtid(part.trim()));
  return parsed.every((gtid) => gtid !== null) ? parsed : null;
}

function parseMariadbGtid(text: string): MariadbGtid | null {
  const match = /^(\d{1,10})-(\d{1,10})-(\d{1,20})$/.exec(text);
  if (match === null) return null;
  const [domain, server, sequence] = match.slice(1).map(BigInt);
  if (domain === undefined || server === undefined || sequence === undefined) return null;
  if (domain > largestId || server > largestId || sequence > largestSequence) return null;
  return { domain: Number(domain), server: Number(server), sequence };
}

/** `0-1-77`. */
export function formatMariadbGtid({ domain, server, sequence }: MariadbGtid): string {
  return `${String(domain)}-${String(server)}-${String(sequence)}`;
}

/** `0-1-77,1-5-3`, in the order given. */
export function formatMariadbGtids(gtids: readonly MariadbGtid[]): string {
  return gtids.map(formatMariadbGtid).join(',');
}

/** The entry with the highest sequence of each domain, by domain number. */
export function highestByDomain(gtids: readonly MariadbGtid[]): readonly MariadbGtid[] {
  const highest = new Map<number, MariadbGtid>();
  for (const gtid of gtids) {
    const known = highest.get(gtid.domain);
    if (known === undefined || gtid.sequence > known.sequence) highest.set(gtid.domain, gtid);
  }
  return [...highest.values()].sort((a, b) => a.domain - b.domain);
}

/**
 * Has `position` reached `target` in every domain of the target? A domain that `position` lacks is not reached.
 * Compares domain and sequence only, as MASTER_GTID_WAIT does: it does not prove a common history.
 * An empty target is always reached: mind what that means to you.
 */
export function hasReachedMariadb(position: readonly MariadbGtid[], target: readonly MariadbGtid[]): boolean {
  return missingMariadb(position, target).length === 0;
}

/** The domains' targets that `position` has not reached, by domain number. */
export function missingMariadb(
  position: readonly MariadbGtid[],
  target: readonly MariadbGtid[],
): readonly MariadbGtid[] {
  const reached = new Map(highestByDomain(position).map((gtid) => [gtid.domain, gtid.sequence]));
  return highestByDomain(target).filter((gtid) => (reached.get(gtid.domain) ?? -1n) < gtid.sequence);
}

/** Per domain the higher of the two, by domain number; of equal sequences the one in `a`. */
export function mergeMariadbPositions(a: readonly MariadbGtid[], b: readonly MariadbGtid[]): readonly MariadbGtid[] {
  return highestByDomain([...a, ...b]);
}
