import { formatMariadbGtids, mergeMariadbPositions, parseMariadbGtids } from '../domain/gtid/mariadb-gtid.ts';
import { formatGtidSet, parseGtidSet } from '../domain/gtid/mysql-gtid-set.ts';
import type { GtidFacts, StatusFacts } from '../domain/facts.ts';

/** A server's own position as a value of an operation: plain data, durable in its journal. */
export interface PositionValue {
  readonly [key: string]: string | number | null;
  readonly file: string | null;
  readonly offset: number | null;
  /**
   * MySQL: gtid_executed, normalised; null unless gtid_mode is ON, as only then every transaction has one. MariaDB: per
   * domain the highest of binlog and replica position. null without GTIDs.
   */
  readonly gtid: string | null;
}

/** What the server has written and applied up to now. */
export function positionOf(status: StatusFacts | undefined): PositionValue {
  const position = status?.position ?? null;
  return {
    file: position?.file ?? null,
    offset: position?.offset ?? null,
    gtid: status === undefined ? null : gtidText(status.gtid),
  };
}

function gtidText(gtid: GtidFacts): string | null {
  switch (gtid.kind) {
    case 'none':
      return null;
    case 'mysql': {
      const set = gtid.mode === 'ON' ? parseGtidSet(gtid.executed) : null;
      return set === null ? null : formatGtidSet(set);
    }
    case 'mariadb': {
      const [logged, applied] = [parseMariadbGtids(gtid.binlogPos), parseMariadbGtids(gtid.slavePos)];
      return logged === null || applied === null ? null : formatMariadbGtids(mergeMariadbPositions(logged, applied));
    }
  }
}

/**
 * The same transactions. Where both have GTIDs these decide: MariaDB writes a Binlog_checkpoint late,
 * which moves the offset without a transaction.
 */
export function samePosition(a: PositionValue, b: PositionValue): boolean {
  if (a.gtid !== null && b.gtid !== null && (a.gtid !== '' || b.gtid !== '')) return a.gtid === b.gtid;
  return a.file === b.file && a.offset === b.offset;
}
