import type { GtidFacts } from '../facts.ts';
import { formatGtidSet, parseGtidSet } from '../gtid/mysql-gtid-set.ts';
import { formatMariadbGtids, highestByDomain, parseMariadbGtids } from '../gtid/mariadb-gtid.ts';

/** What a source had written, in the form in which `Received` says what a replica has of it. */
export function receivedGtidText(gtid: GtidFacts): string | null {
  switch (gtid.kind) {
    case 'none':
      return null;
    case 'mysql': {
      const set = gtid.mode === 'ON' ? parseGtidSet(gtid.executed) : null;
      return set === null ? null : formatGtidSet(set);
    }
    case 'mariadb': {
      const list = parseMariadbGtids(gtid.binlogPos);
      return list === null ? null : formatMariadbGtids(highestByDomain(list));
    }
  }
}
