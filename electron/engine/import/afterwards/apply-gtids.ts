import { textOf } from '../../../../shared/dialects/cells.ts';
import { dialectFor } from '../../../../shared/dialects/dialect-for.ts';
import { reportOf, SignalboxError } from '../../../../shared/domain/errors.ts';
import { formatMariadbGtids, parseMariadbGtids } from '../../../../shared/domain/gtid/mariadb-gtid.ts';
import {
  containsGtidSet,
  formatGtidSet,
  isEmptyGtidSet,
  parseGtidSet,
  subtractGtidSets,
  type GtidSet,
} from '../../../../shared/domain/gtid/mysql-gtid-set.ts';
import { atLeast, type Version } from '../../../../shared/domain/server.ts';
import type { ImportedGtids } from '../../../../shared/import/import-view.ts';
import type { Session } from '../../connections/session.ts';
import type { DumpCoordinates } from '../dump/dump-model.ts';
import { dumpedGtids } from './dumped-gtids.ts';

const withinMs = 30_000; // ms

/**
 * Tells the server which transactions are in what was imported, once all of it is there: gtid_purged on MySQL,
 * gtid_slave_pos on MariaDB. Read fresh before, and proved by reading it after. An error is in the answer.
 */
export async function applyGtids(
  session: Session,
  version: Version,
  coordinates: DumpCoordinates,
): Promise<ImportedGtids> {
  const gtids = dumpedGtids(coordinates, version.family)?.gtids.replaceAll(/\s+/g, '') ?? '';
  try {
    const how =
      version.family === 'mariadb' ? await onMariadb(session, version, gtids) : await onMysql(session, version, gtids);
    return { gtids, how, why: null };
  } catch (error) {
    return { gtids, how: 'failed', why: reportOf(error).message };
  }
}

async function onMariadb(session: Session, version: Version, gtids: string): Promise<'set' | 'there-already'> {
  const wanted = parseMariadbGtids(gtids);
  if (wanted === null || wanted.length === 0) throw notSet('the dump has no gtid_slave_pos');
  const text = formatMariadbGtids(wanted);
  const isThere = async (): Promise<boolean> => {
    const now = parseMariadbGtids(await value(session, 'gtid_slave_pos'));
    return now !== null && sameGtids(formatMariadbGtids(now), text);
  };
  if (await isThere()) return 'there-already';
  await session.query(dialectFor(version).commands.holdsAlready(text, false), { withinMs });
  if (!(await isThere())) throw notSet('gtid_slave_pos is not what it was set to');
  return 'set';
}

function sameGtids(one: string, other: string): boolean {
  return one.split(',').toSorted().join() === other.split(',').toSorted().join();
}

/** Source: MySQL manual, “gtid_purged”: from 8.0 on sets are added to it that share nothing with gtid_executed. */
async function onMysql(session: Session, version: Version, gtids: string): Promise<'set' | 'there-already'> {
  const wanted = parseGtidSet(gtids);
  if (wanted === null || isEmptyGtidSet(wanted)) throw notSet('the dump has no GTID_PURGED');
  const missing = subtractGtidSets(wanted, await executed(session));
  if (isEmptyGtidSet(missing)) return 'there-already';
  const adds = atLeast(version, 8);
  const sql = dialectFor(version).commands.holdsAlready(formatGtidSet(adds ? missing : wanted), adds);
  await session.query(sql, { withinMs });
  if (!containsGtidSet(await executed(session), wanted)) throw notSet('gtid_executed does not hold it');
  return 'set';
}

async function executed(session: Session): Promise<GtidSet> {
  const set = parseGtidSet((await value(session, 'gtid_executed')).replaceAll(/\s+/g, ''));
  if (set === null) throw notSet('gtid_executed is no GTID set');
  return set;
}

async function value(session: Session, name: 'gtid_slave_pos' | 'gtid_executed'): Promise<string> {
  const [row] = await session.query(`SELECT @@GLOBAL.${name} AS gtids`, { withinMs });
  return textOf(row, 'gtids');
}

function notSet(because: string): SignalboxError {
  return new SignalboxError('step-failed', `The GTIDs of the dump were not set: ${because}.`);
}
