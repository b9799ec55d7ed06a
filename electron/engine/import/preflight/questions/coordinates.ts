import {
  containsGtidSet,
  intersectGtidSets,
  isEmptyGtidSet,
  parseGtidSet,
  subtractGtidSets,
} from '../../../../../shared/domain/gtid/mysql-gtid-set.ts';
import { atLeast } from '../../../../../shared/domain/server.ts';
import type { Version } from '../../../../../shared/domain/server.ts';
import { block, pass, warn } from '../../../../../shared/guards/guard.ts';
import type { Verdict } from '../../../../../shared/guards/verdict.ts';
import { dumpedGtids } from '../../afterwards/dumped-gtids.ts';
import type { DumpedGtids, DumpModel } from '../../dump/dump-model.ts';
import { listed } from '../in-words.ts';
import type { TargetFacts, TargetGtid } from '../target-facts.ts';
import type { Ask } from './question.ts';

/** Are there coordinates in it? They are never run unasked. */
export const coordinates: Ask = ({ model, question: { applyGtids } }) => {
  const found = foundIn(model, applyGtids);
  return found.length === 0
    ? pass('No replication coordinates in the dump would be left out.')
    : warn(
        `Found in the dump and not run: ${listed(found)}.`,
        'Nothing to do for a plain copy. To make the target a {replica}, use them afterwards, by what they are good for.',
      );
};

function foundIn(
  { coordinates: { sources, gtidPurged, gtidSlavePos } }: DumpModel,
  applied: boolean,
): readonly string[] {
  const at = ({ line, commented }: { line: number; commented: boolean }): string =>
    `line ${line}${commented ? ', a comment' : ''}`;
  return [
    ...sources.map((source) => {
      const place = source.logFile === null ? 'GTID' : `${source.logFile}:${source.logPosition ?? '?'}`;
      return `CHANGE MASTER to ${place} (${at(source)})`;
    }),
    ...(applied ? [] : gtidPurged.map((each) => `GTID_PURGED (${at(each)})`)),
    ...(applied ? [] : gtidSlavePos.map((each) => `gtid_slave_pos (${at(each)})`)),
  ];
}

/** Where it was asked for: can the dump's GTIDs be set on the target? */
export const gtids: Ask = ({ model, target, question }) => {
  if (!question.applyGtids) return null;
  const { gtid } = target;
  const dumped = dumpedGtids(model.coordinates, gtid.kind);
  if (dumped === null) return none;
  if (gtid.kind === 'mariadb') return ofMariadb(gtid);
  const verdict = ofMysql(dumped, gtid, target);
  const pollutes = verdict.verdict === 'pass' && question.logged && target.settings.logBin;
  if (pollutes && !atLeast(target.version, 8))
    return block(
      'GTID_PURGED can’t be set before MySQL 8.0 once the server has transactions of its own, and the import is written to the binary log.',
      'Import without the binary log (--not-logged), or without setting GTID_PURGED.',
    );
  return pollutes
    ? warn(
        'GTID_PURGED can be set, but the import is written to the binary log: its transactions will be errant on a {replica}.',
        'Import without the binary log (sql_log_bin = 0) where the target is to become a {replica}.',
      )
    : verdict;
};

const none = block(
  'The dump’s GTIDs are to be set, but it has none that this family understands.',
  'Import without setting them, or dump with --set-gtid-purged=ON (MySQL) or --gtid --master-data (MariaDB).',
);

function ofMariadb(gtid: TargetGtid & { kind: 'mariadb' }): Verdict {
  return gtid.binlogPos === ''
    ? pass('The dump’s gtid_slave_pos can be set.')
    : warn(
        `gtid_slave_pos can be set, but the target’s own binary log is at ${gtid.binlogPos}: with gtid_strict_mode a {replica} stops where the two meet.`,
        'RESET MASTER on the target first, where nobody replicates from it and nobody needs its binary log.',
      );
}

function ofMysql(dumped: DumpedGtids, gtid: TargetGtid & { kind: 'mysql' }, { version }: TargetFacts): Verdict {
  const problem = problemOf(dumped, gtid, version);
  if (problem === null) return pass('The dump’s GTID_PURGED can be set.');
  const reset = atLeast(version, 8, 2) ? 'RESET BINARY LOGS AND GTIDS' : 'RESET MASTER';
  const cure = problem.endsWith('ON.')
    ? 'Switch GTIDs on there (gtid_mode), or import without setting GTID_PURGED.'
    : `${reset} on the target where nobody replicates from it and nobody needs its binary log, or import without setting GTID_PURGED.`;
  return block(problem, cure);
}

/** Source: MySQL manual, “gtid_purged”: before 8.0 gtid_executed must be empty; from then on what is new must be. */
function problemOf(
  { gtids: text, added }: DumpedGtids,
  { mode, executed, purged }: TargetGtid & { kind: 'mysql' },
  version: Version,
): string | null {
  const [dumped, here, gone] = [parseGtidSet(text), parseGtidSet(executed), parseGtidSet(purged)];
  if (dumped === null || here === null || gone === null) return 'The dump’s GTID_PURGED is no GTID set.';
  if (!atLeast(version, 8)) {
    if (mode.toUpperCase() !== 'ON') return 'GTID_PURGED can’t be set: gtid_mode of the target is not ON.';
    if (added) return 'GTID_PURGED can’t be added to before MySQL 8.0.';
    return isEmptyGtidSet(here) ? null : `GTID_PURGED can’t be set: the target has executed ${executed} already.`;
  }
  const taken = added ? here : subtractGtidSets(here, gone);
  if (!isEmptyGtidSet(intersectGtidSets(dumped, taken))) {
    return `GTID_PURGED can’t be set: the target has executed some of it already (${executed}).`;
  }
  return added || containsGtidSet(dumped, gone)
    ? null
    : `GTID_PURGED can’t be set: what the target has purged (${purged}) is not in it.`;
}
