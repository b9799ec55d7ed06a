import { compareReceived, lackedBy, type Received } from '../../domain/received/received.ts';
import type { BinlogPosition } from '../../domain/position.ts';

/** The last that is known of where the source was. */
export interface LastSeen {
  readonly at: number; // epoch ms
  readonly position: BinlogPosition | null;
  /** As `Received.gtid` has them; null without GTIDs. */
  readonly gtid: string | null;
}

/** What is known to be lost, or may be. */
export interface KnownLoss {
  readonly text: string;
  /** It is proved that nothing is, or what would be is applied before the opening. */
  readonly none: boolean;
}

/**
 * The bound that the last position seen gives: what the source wrote after it can't be known. `received`: what the
 * candidate will have.
 */
export function lossBound(seen: LastSeen | null, received: Received | null, byGtid: boolean, now: number): KnownLoss {
  const since =
    'What it acknowledged and nobody received is lost; how much that is can’t be known while its binary logs can’t be read.';
  if (seen === null || received === null) return { none: false, text: `Where it was last is not known. ${since}` };
  const was: Received = {
    file: seen.position?.file ?? '',
    offset: seen.position?.offset ?? 0,
    gtid: seen.gtid,
    flavour: received.flavour,
  };
  const ago = `${String(Math.max(0, Math.round((now - seen.at) / 1000)))} s ago`;
  switch (compareReceived(received, was, byGtid)) {
    case 'same':
    case 'more':
      return { none: false, text: `Everything up to where it was seen last, ${ago}, has been received. ${since}` };
    case 'less':
    case 'apart':
      return {
        none: false,
        text: `It was seen ${ago} with ${lackedBy(received, was, byGtid)} more than was received: at least that is lost. ${since}`,
      };
    case 'unknown':
      return { none: false, text: `Where it was seen last, ${ago}, can’t be compared. ${since}` };
  }
}

/** What the source's own binary log files hold that the candidate did not receive. */
export interface ReadLoss {
  readonly transactions: number;
  readonly tables: readonly {
    readonly schema: string;
    readonly table: string;
    /** Rows; null: could not be counted. */
    readonly inserted: number | null;
    readonly updated: number | null;
    readonly deleted: number | null;
  }[];
  /** Transactions that were logged as statements, whose rows can't be counted. */
  readonly statements: number;
  /** The last one has no end: it was never committed. */
  readonly unfinished: boolean;
  /** The candidate has not applied all that it received: some of this is on its way there. */
  readonly atMost: boolean;
  /** Why not all of it can be applied to the candidate; null: it can. */
  readonly notApplicable: string | null;
}

const tablesNamed = 10;

/** The loss, exactly, where the source's binary log files could be read. */
export function exactLoss(read: ReadLoss): KnownLoss {
  const { transactions, tables, statements, unfinished } = read;
  const torn = unfinished ? ' The last one in them was never committed and does not count.' : '';
  if (transactions === 0)
    return { none: true, text: `Its binary log files have nothing that was not received: nothing is lost.${torn}` };
  const rows = tables.map((each) => `${each.schema}.${each.table} ${rowsText(each)}`);
  const more = rows.length > tablesNamed ? [`and ${String(rows.length - tablesNamed)} more tables`] : [];
  const named = [
    ...rows.slice(0, tablesNamed),
    ...more,
    ...(statements > 0 ? [`${String(statements)} as statements`] : []),
  ];
  const held = `By its binary log files ${countText(read)} were not received`;
  const what = named.join('; ') || 'no rows';
  return isSalvaged(read)
    ? {
        none: true,
        text: `${held}: ${what}. They are applied on the new {source} before it is opened: nothing is lost.${torn}`,
      }
    : {
        none: false,
        text: `${held} and are lost, since they can’t be applied (${String(read.notApplicable)}): ${what}.${torn}`,
      };
}

/** What the files hold is applied before the opening. */
export function isSalvaged({ transactions, notApplicable }: ReadLoss): boolean {
  return transactions > 0 && notApplicable === null;
}

function countText({ atMost, transactions }: ReadLoss): string {
  return `${atMost ? 'at most ' : ''}${String(transactions)} ${transactions === 1 ? 'transaction' : 'transactions'}`;
}

function rowsText({ inserted, updated, deleted }: ReadLoss['tables'][number]): string {
  const parts = [
    ['inserted', inserted],
    ['updated', updated],
    ['deleted', deleted],
  ] as const;
  return parts
    .filter(([, count]) => count !== 0)
    .map(([what, count]) => `${count === null ? 'some' : String(count)} ${what}`)
    .join(', ');
}
