import type { BinlogPosition } from '../../domain/position.ts';
import type { PositionValue } from '../../guards/position-value.ts';
import type { Extra } from '../../guards/rejoin.ts';
import { followBy, type SwitchoverInput } from '../switchover/input.ts';

/** Everything a rejoin is built from: `source` is the old source that is back, the candidate the one it is to follow. */
export interface RejoinInput extends SwitchoverInput {
  /** What its log holds above what the new source got of it. */
  readonly extra: Extra;
  /** Where its log ended when it was read; by file and offset it must still end there. */
  readonly readUpTo: PositionValue;
  /** By file and offset: where it goes on in the new source's log. */
  readonly goesOn: BinlogPosition | null;
}

export function isByGtid({ shape }: Pick<RejoinInput, 'shape'>): boolean {
  return followBy(shape.positioning) === 'gtid';
}
