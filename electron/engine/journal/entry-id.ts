/** Without letters and digits that people confuse: 0 o, 1 l i. */
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';

/** `r-20261123-1544-k7f3`: kind, day and minute in UTC, and a random end. Sortable, and short enough to say aloud. */
export function entryId(prefix: 'r' | 'op', at: number, random: () => number): string {
  const minute = new Date(at).toISOString().replace(/^(\d+)-(\d+)-(\d+)T(\d+):(\d+).*$/, '$1$2$3-$4$5');
  const end = Array.from({ length: 4 }, () => alphabet[Math.floor(random() * alphabet.length)] ?? '2').join('');
  return `${prefix}-${minute}-${end}`;
}

const attempts = 100;

/** An id that `isTaken` does not know. */
export function unusedEntryId(
  prefix: 'r' | 'op',
  at: number,
  random: () => number,
  isTaken: (id: string) => boolean,
): string {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const id = entryId(prefix, at, random);
    if (!isTaken(id)) return id;
  }
  throw new Error(`No unused id among ${String(attempts)}: the source of randomness repeats itself.`);
}
