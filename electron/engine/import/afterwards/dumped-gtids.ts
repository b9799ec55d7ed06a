import type { Family } from '../../../../shared/domain/server.ts';
import type { DumpCoordinates, DumpedGtids } from '../dump/dump-model.ts';

/**
 * The GTIDs that a server holds once it has the dump, in its family's own form; null where the dump has none. What the
 * dump itself would run goes before what is a comment only, and the dumped server's own before what is of its source.
 */
export function dumpedGtids({ gtidPurged, gtidSlavePos }: DumpCoordinates, family: Family): DumpedGtids | null {
  const found = family === 'mariadb' ? gtidSlavePos : gtidPurged;
  const [first] = found.toSorted((one, other) => rank(one) - rank(other));
  return first ?? null;
}

function rank({ commented, of }: DumpedGtids): number {
  return (commented ? 2 : 0) + (of === 'its-source' ? 1 : 0);
}
