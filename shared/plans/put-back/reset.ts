import { factOf, type FactsByServer, type StatusFacts } from '../../domain/facts.ts';
import { hasReached, type BinlogPosition } from '../../domain/position.ts';
import { asksItsWorkers, committedAbove } from '../../guards/workers.ts';
import type { RepointInput } from '../repoint/repoint-input.ts';
import type { PutBackInput, PutBackShape } from './input.ts';

/**
 * Will the server refuse the change until its workers' notes are dropped (1802)? Yes where they have committed above the
 * executed position, and where several may have and that can't be read. An applier that runs stops without that.
 */
export function resetOf(
  { replica, channel, recorded, sameSource }: PutBackShape,
  facts: FactsByServer,
  { goesOn }: PutBackInput['decision'],
): RepointInput['reset'] {
  const status = factOf(facts.get(replica), 'status');
  if (status === undefined || !asksItsWorkers(status, channel)) return null;
  if (channel.sql === 'yes' || channel.executed.file === '' || !mayBeRefused(replica, channel, facts)) return null;
  const repeats = goesOn.kind === 'position' && sameSource && !passesOver(status);
  const hasItsPlace = repeats && isBetween(recorded.executed, channel.executed, goesOn.position);
  return { back: hasItsPlace ? goesOn.position : null };
}

/** By GTID what is applied already is never applied again. */
function passesOver({ gtid }: StatusFacts): boolean {
  return gtid.kind === 'mysql' && gtid.mode === 'ON';
}

function isBetween(from: BinlogPosition, position: BinlogPosition, to: BinlogPosition): boolean {
  return hasReached(position, from) && hasReached(to, position);
}

function mayBeRefused(replica: string, channel: PutBackShape['channel'], facts: FactsByServer): boolean {
  const read = facts.get(replica);
  switch (committedAbove(channel, factOf(read, 'workers')?.channels).kind) {
    case 'nothing':
      return false;
    case 'some':
      return true;
    case 'untold':
      return (factOf(read, 'settings')?.applier.workers ?? 0) > 1;
  }
}
