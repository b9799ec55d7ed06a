import type { ChannelFacts } from '../../domain/channel.ts';
import type { GtidFacts, SettingsFacts, StatusFacts } from '../../domain/facts.ts';
import { containsGtidSet, parseGtidSet } from '../../domain/gtid/mysql-gtid-set.ts';
import { hasReachedMariadb, parseMariadbGtids } from '../../domain/gtid/mariadb-gtid.ts';
import { comparePositions, formatPosition, type BinlogPosition } from '../../domain/position.ts';
import type { RecordEntry } from '../../domain/record.ts';
import { committedAbove } from '../../guards/workers.ts';
import type { StopPointProof } from '../put-back-view.ts';
import type { GoesOn } from '../repoint/repoint-input.ts';
import type { ErrorLog, OwnLog, PutBackEvidence, Tail } from './evidence.ts';

/** Where the replica's data stands, and what proves it; or why that can't be told. */
export type StopPointDecision =
  | {
      readonly kind: 'proved';
      readonly provedBy: StopPointProof;
      readonly goesOn: Extract<GoesOn, { readonly kind: 'gtid' | 'position' }>;
      readonly because: string;
    }
  | {
      readonly kind: 'refused';
      /** Something was applied after the channel had lost its place: no position makes that good. */
      readonly appliedAgain: boolean;
      readonly because: string;
      /** What was tried, in words. */
      readonly tried: readonly string[];
    };

export interface StopPointInput {
  readonly record: RecordEntry;
  /** The channel as recorded and as it is. */
  readonly recorded: ChannelFacts;
  readonly now: ChannelFacts;
  readonly status: StatusFacts;
  readonly sourceGtid: GtidFacts;
  /** As the applier is set now; null: not read. */
  readonly applier: SettingsFacts['applier'] | null;
  readonly evidence: PutBackEvidence;
}

/**
 * Proofs in the order of their strength: recorded while it stood still and nothing applied since; the servers' own
 * GTIDs; the end of its own log found in the source's; its error log. A record that was taken while it ran is only a lower bound.
 */
export function decideStopPoint(input: StopPointInput): StopPointDecision {
  const { recorded, evidence } = input;
  const wentBack = gtidWentBack(input);
  if (wentBack !== null) return again(wentBack);
  if (recorded.positioning !== 'file') return byGtid(recorded.positioning, input);
  if (input.now.sql === 'yes')
    return refused('Its applier runs: where its data stands changes at every moment.', [
      'stop its SQL thread, then check again',
    ]);
  const tried: string[] = [];
  const stopped = byRecord(input);
  if (typeof stopped !== 'string') return stopped;
  tried.push(stopped);
  const skips = bySkipping(input);
  if (typeof skips !== 'string') return skips;
  tried.push(skips);
  const { tail } = evidence;
  if (tail?.kind === 'refused' && tail.appliedAgain) return again(tail.because);
  const matched = byTail(input, tail);
  if (typeof matched !== 'string') return matched;
  const told = byErrorLog(input, evidence.errorLog);
  if (typeof told !== 'string') return told;
  return refused('Nothing proves where its data stands.', [...tried, matched, told]);
}

/** MariaDB's gtid_slave_pos follows whatever log it reads by coordinates: then it counts only where it is unchanged. */
function byGtid(
  positioning: 'auto-position' | 'slave_pos' | 'current_pos',
  { now, record, status }: StopPointInput,
): StopPointDecision {
  const { gtid } = status;
  if (gtid.kind === 'mariadb' && now.positioning === 'file' && appliedText(record.gtid) !== gtid.slavePos)
    return refused(
      `It has asked by file and offset since the record, and its gtid_slave_pos (${gtid.slavePos}) is not the recorded one.`,
      [],
    );
  return {
    kind: 'proved',
    provedBy: 'gtid',
    goesOn: { kind: 'gtid', positioning },
    because: `by GTID (${positioning}): its data itself says what it has`,
  };
}

/**
 * Why the executed position of a record may be a low-water mark although its SQL thread stood still; null where it is
 * where the data stood. What an error or a kill stops on MySQL has committed more than it shows where it has several
 * workers; GTIDs make that harmless.
 */
export function lowWaterMark({
  record,
  recorded,
  applier,
}: Pick<StopPointInput, 'record' | 'recorded' | 'applier'>): string | null {
  const { gtid, workers } = record;
  if (gtid.kind === 'mariadb' || record.family === 'mariadb' || (gtid.kind === 'mysql' && gtid.mode === 'ON'))
    return null;
  const above = committedAbove(recorded, workers);
  switch (above.kind) {
    case 'nothing':
      return null;
    case 'some':
      return `its workers had committed up to ${formatPosition(above.upTo)} by then, above ${formatPosition(recorded.executed)} (it was stopped by an error or a kill)`;
    case 'untold': {
      const single = applier !== null && applier.workers <= 1 && recorded.sqlError === null;
      return single
        ? null
        : `it does not say how far its workers had come, and after an error or a kill that is above ${formatPosition(recorded.executed)}`;
    }
  }
}

/** Recorded while the SQL thread stood still, and by the server's own account nothing came in since. */
function byRecord(input: StopPointInput): StopPointDecision | string {
  const { record, recorded, status, evidence } = input;
  const at = formatPosition(recorded.executed);
  if (recorded.executed.file === '') return `record ${record.id} names no coordinates`;
  if (recorded.sql !== 'no') return `record ${record.id} was taken while it ran: ${at} is only a lower bound`;
  const moved = movedSince(record.gtid, status.gtid, evidence.ownLog);
  if (moved !== null) return `record ${record.id} was taken while it stood still, but ${moved}`;
  const low = endsThere(input) ? null : lowWaterMark(input);
  if (low !== null) return `record ${record.id} was taken while it stood still, but ${low}`;
  return {
    kind: 'proved',
    provedBy: 'record-stopped',
    goesOn: { kind: 'position', position: recorded.executed },
    because: `at ${at}, recorded (${record.id}) with the SQL thread stopped; nothing was applied since`,
  };
}

/** Its own log ends with what stands right before the record's coordinates. */
function endsThere({ recorded, evidence: { tail } }: StopPointInput): boolean {
  return tail?.kind === 'matched' && comparePositions(tail.position, recorded.executed) === 0;
}

/**
 * Why it can't be said that nothing was applied since; null when nothing was. MariaDB's gtid_slave_pos does not tell: a
 * log that is applied once more to its end leaves it where it was.
 */
function movedSince(then: GtidFacts, now: GtidFacts, ownLog: OwnLog): string | null {
  if (ownLog.kind === 'read')
    return ownLog.replicated === 0
      ? null
      : `its own log has ${String(ownLog.replicated)} replicated transactions since`;
  const told = then.kind === 'mysql' && now.kind === 'mysql' && then.mode === 'ON' && now.mode === 'ON';
  if (!told) return `whether it applied anything since can't be told: ${ownLog.because}`;
  return appliedText(then) === appliedText(now) ? null : 'its GTIDs say that it applied something since';
}

function appliedText(gtid: GtidFacts): string | null {
  if (gtid.kind === 'mysql') return gtid.mode === 'ON' ? gtid.executed.replace(/\s/g, '') : null;
  return gtid.kind === 'mariadb' ? gtid.slavePos : null;
}

/** MySQL with GTIDs on passes over what it has: any place before the stop point is good. */
function bySkipping({ record, recorded, status, sourceGtid }: StopPointInput): StopPointDecision | string {
  const { gtid } = status;
  if (gtid.kind !== 'mysql' || sourceGtid.kind !== 'mysql' || gtid.mode !== 'ON' || sourceGtid.mode !== 'ON')
    return 'its transactions have no GTIDs by which it would pass over what it has';
  if (recorded.executed.file === '') return `record ${record.id} names no coordinates`;
  const then = record.gtid.kind === 'mysql' ? parseGtidSet(record.gtid.executed) : null;
  const now = parseGtidSet(gtid.executed);
  if (then === null || now === null || !containsGtidSet(now, then))
    return `its GTIDs don't hold what it had by record ${record.id}`;
  return {
    kind: 'proved',
    provedBy: 'gtid',
    goesOn: { kind: 'position', position: recorded.executed },
    because: `at ${formatPosition(recorded.executed)} (record ${record.id}): what it has already it passes over by GTID`,
  };
}

function byTail(input: StopPointInput, tail: Tail | null): StopPointDecision | string {
  const { ownLog } = input.evidence;
  const lowerBound = input.recorded.executed;
  if (tail === null) return 'its own log was not compared';
  if (tail.kind === 'refused')
    return `the end of its own log was not found in the {source}'s: ${tail.because.replace(/\.$/, '')}`;
  const at = formatPosition(tail.position);
  if (lowerBound.file !== '' && comparePositions(tail.position, lowerBound) < 0)
    return `the end of its own log is at ${at}, before ${formatPosition(lowerBound)} where it stood already`;
  if (ownLog.kind !== 'read' || tail.sinceRecord === null)
    return `the end of its own log is at ${at}, but whether it has applied anything twice can't be counted`;
  if (ownLog.replicated > tail.sinceRecord)
    return again(
      `Its own log has ${String(ownLog.replicated)} replicated transactions since the record, where the {source}'s has only ${String(tail.sinceRecord)}.`,
    );
  const gaps = mayHaveGaps(input, tail.transactions, tail.sinceRecord);
  if (gaps) return `the end of its own log is at ${at}, but ${severalWorkers}`;
  return {
    kind: 'proved',
    provedBy: 'binlog-tail',
    goesOn: { kind: 'position', position: tail.position },
    because: `at ${at}: its last ${String(tail.transactions)} transactions were found in the {source}'s log by ${tail.by === 'gtid' ? 'GTID' : 'content'}, and none twice`,
  };
}

/** By what the applier itself wrote when it was told to stop, with nothing applied in its runs since. */
function byErrorLog(input: StopPointInput, errorLog: ErrorLog | null): StopPointDecision | string {
  if (errorLog === null) return 'its error log was not looked at';
  if (errorLog.kind === 'untold') return errorLog.because;
  const { record, applier, now } = input;
  const at = formatPosition(errorLog.position);
  if (!standsAt(now.executed, errorLog.lastStop))
    return `its error log ends with another place than the one where it stands (${formatPosition(now.executed)}): it is not all of it, or another server's`;
  if (errorLog.appliedAfterwards === null)
    return `its error log says that it stopped at ${at}, but whether it applied anything afterwards can't be told`;
  if (errorLog.appliedAfterwards > 0)
    return again(
      `By its error log it stopped at ${at}, and went through ${String(errorLog.appliedAfterwards)} transactions after it had lost its place.`,
    );
  const single = record.family === 'mariadb' || (applier !== null && applier.workers <= 1);
  if (errorLog.failedAfterwards && !single)
    return `its error log says that it stopped at ${at}, but afterwards an error stopped several workers, which may have applied something`;
  return {
    kind: 'proved',
    provedBy: 'error-log',
    goesOn: { kind: 'position', position: errorLog.position },
    because: `at ${at}, where by its error log it stopped before it lost its place; nothing was applied afterwards`,
  };
}

/** Without a stop since the loss it stands nowhere. */
function standsAt(executed: BinlogPosition, lastStop: BinlogPosition | null): boolean {
  return lastStop === null ? executed.file === '' : comparePositions(executed, lastStop) === 0;
}

const severalWorkers =
  'its workers may not have kept the order: something before that place may not be applied, and its last transactions don’t reach back in a row to where everything was';

/**
 * Everything below a record's coordinates is applied. From there on gaps are excluded where the {replica}'s own log has
 * all of the {source}'s transactions in a row. Else the order that its workers keep now tells, unless the record itself
 * is of what an error or a kill has stopped: it may have kept another one then.
 */
function mayHaveGaps(input: StopPointInput, inARow: number, sinceRecord: number): boolean {
  const { record, recorded, applier } = input;
  if (inARow >= sinceRecord || record.family === 'mariadb') return false;
  if (record.gtid.kind === 'mysql' && record.gtid.mode === 'ON') return false;
  if (recorded.sql === 'no' && lowWaterMark(input) !== null) return true;
  return applier === null || (applier.workers > 1 && !applier.keepsOrder);
}

/**
 * What it had by the record is not all there any more. On MariaDB only where it asks by GTID: by coordinates its
 * gtid_slave_pos goes back when it merely begins to read an earlier file (Gtid_list), with nothing applied.
 */
function gtidWentBack({ record, recorded, now, status }: StopPointInput): string | null {
  const [then, after] = [record.gtid, status.gtid];
  if (then.kind === 'mariadb' && after.kind === 'mariadb') {
    if (recorded.positioning === 'file' || now.positioning === 'file') return null;
    const [before, reached] = [parseMariadbGtids(then.slavePos), parseMariadbGtids(after.slavePos)];
    if (before === null || reached === null || hasReachedMariadb(reached, before)) return null;
    return `gtid_slave_pos went back from ${then.slavePos} to ${after.slavePos}: it applied transactions that it had.`;
  }
  if (then.kind !== 'mysql' || after.kind !== 'mysql' || then.mode !== 'ON') return null;
  const [before, has] = [parseGtidSet(then.executed), parseGtidSet(after.executed)];
  return before === null || has === null || containsGtidSet(has, before)
    ? null
    : 'gtid_executed lacks what it held by the record: its data was replaced, or its GTIDs were reset.';
}

function again(because: string): StopPointDecision {
  return { kind: 'refused', appliedAgain: true, because, tried: [] };
}

function refused(because: string, tried: readonly string[]): StopPointDecision {
  return { kind: 'refused', appliedAgain: false, because, tried };
}
