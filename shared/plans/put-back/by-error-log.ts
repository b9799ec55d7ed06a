import type { ApplierEvent } from '../../dialects/applier-log.ts';
import { comparePositions, formatPosition, type BinlogPosition } from '../../domain/position.ts';

/** What the applier went through from one start to the next. */
interface Run {
  /** null: it was started without a place. */
  readonly from: BinlogPosition | null;
  /** null: it did not say where it stopped (a crash, or it still runs). */
  readonly to: BinlogPosition | null;
  readonly failed: boolean;
}

/** A stretch of the source's log that may not have a transaction in it; `from` null: its beginning. */
export interface Stretch {
  readonly from: BinlogPosition | null;
  readonly to: BinlogPosition;
  /** An error stopped it: what several workers had committed then may lie above `to`. */
  readonly failed: boolean;
}

export type PlaceByErrorLog =
  | {
      readonly kind: 'told';
      readonly position: BinlogPosition;
      /** What the applier ran through after it had lost its place: nothing may have been applied there. */
      readonly afterwards: readonly Stretch[];
    }
  | { readonly kind: 'untold'; readonly because: string };

/**
 * Where the applier stopped before its channel lost its place, as its error log tells it. It must have been told to
 * stop: where an error stops several workers the place is only a lower bound. Back to the record the log must be whole:
 * each run begins where the one before it ended.
 */
export function placeByErrorLog(events: readonly ApplierEvent[], recorded: BinlogPosition): PlaceByErrorLog {
  const lost = events.findLastIndex((event) => event.kind === 'placed' && event.at === null);
  if (lost < 0) return untold('it does not say that the channel lost its place');
  const before = runsOf(events.slice(0, lost));
  const last = before.at(-1);
  if (last === undefined || last.to === null)
    return untold('it does not say where the applier stopped before the channel lost its place');
  if (last.failed) return untold('an error had stopped the applier: how far its workers were can’t be told from there');
  if (events.slice(0, lost).at(-1)?.kind !== 'stopped')
    return untold('the channel was pointed elsewhere after the applier had stopped');
  const gap = gapBefore(before, recorded);
  if (gap !== null) return untold(gap);
  const after = runsOf(events.slice(lost));
  const endless = after.some(({ to }) => to === null);
  if (endless) return untold('it does not say where the applier stopped afterwards');
  return {
    kind: 'told',
    position: last.to,
    afterwards: after.flatMap(({ from, to, failed }) => (to === null ? [] : [{ from, to, failed }])),
  };
}

/** Why the runs do not lead from the record to their end; null when they do. */
function gapBefore(runs: readonly Run[], recorded: BinlogPosition): string | null {
  for (let at = runs.length - 1; at >= 0; at -= 1) {
    const { from, to } = runs[at] ?? { from: null, to: null };
    const earlier = runs[at - 1]?.to ?? null;
    if (from === null) return 'before that the channel had lost its place already';
    if (earlier !== null && comparePositions(earlier, from) !== 0)
      return `the applier stopped at ${formatPosition(earlier)} and went on at ${formatPosition(from)}`;
    if (to !== null && comparePositions(to, recorded) < 0)
      return `the applier stopped at ${formatPosition(to)}, before the record was taken`;
    if (comparePositions(from, recorded) <= 0) return null;
  }
  return `it does not go back to ${formatPosition(recorded)}, where the record was taken`;
}

function runsOf(events: readonly ApplierEvent[]): readonly Run[] {
  const runs: Run[] = [];
  for (const event of events) {
    const last = runs.at(-1);
    switch (event.kind) {
      case 'started':
        runs.push({ from: event.at, to: null, failed: false });
        break;
      case 'failed':
        if (last !== undefined) runs[runs.length - 1] = { ...last, failed: true };
        break;
      case 'stopped':
        if (last === undefined || last.to !== null) runs.push({ from: event.at, to: event.at, failed: false });
        else runs[runs.length - 1] = { ...last, to: event.at };
        break;
      case 'placed':
        break;
    }
  }
  return runs;
}

function untold(because: string): PlaceByErrorLog {
  return { kind: 'untold', because: `its error log proves nothing: ${because}` };
}
