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
  /** It is proved that nothing is. */
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
