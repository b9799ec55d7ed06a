import { quoteName } from '../../../../shared/dialects/quote.ts';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import { readPieces } from '../read-pieces.ts';
import { endEarlierSessions, lockOf } from './earlier-sessions.ts';
import { Lane } from './lane.ts';
import { Loader } from './loader.ts';
import { LockWatch } from './lock-watch.ts';
import { noMarks, openMarks } from './done-marks.ts';
import type { LoadRequest, LoadResult } from './load-request.ts';
import { SessionLog } from './session-log.ts';

const shortestRowWait = 5; // s, of a transaction that is tried again until the whole time is over
const statementMs = 24 * 3600 * 1000; // ms: an index may take hours

/**
 * Loads a dump: rows of each table on several connections at a time, keys that can wait once its rows are there, views,
 * triggers, routines and events at the end.
 * @throws SignalboxError `import-statement-failed` (details: offset, line, table, number), `cancelled`, and as reading the
 *   dump and opening sessions do. What is committed by then stays, and with marks a run of the same id goes on from it.
 */
export async function loadDump(request: LoadRequest): Promise<LoadResult> {
  const log = new SessionLog();
  const opened: Lane[] = [];
  const openLane = async (): Promise<Lane> => {
    const session = await request.open();
    const lane = new Lane(session, log, { withinMs: statementMs, signal: request.signal }, request.onWarnings);
    opened.push(lane);
    if (opened.length === 1) await endEarlierSessions(request.id, lane);
    await lane.own(`SELECT GET_LOCK('${lockOf(request.id, opened.length)}', 0)`);
    for (const sql of preludeOf(request)) await lane.own(sql);
    return lane;
  };
  const startedAt = request.monotonic();
  const tell = (text: string): void => request.onEvent({ kind: 'note', text });
  const watch = new LockWatch({ open: request.open, lanes: () => opened, tell });
  watch.start();
  try {
    const main = await openLane();
    const marks = request.keepsMarks && !request.inOrder ? await openMarks(request.id, main) : noMarks;
    const rows: Lane[] = [];
    for (let count = 0; count < (request.inOrder ? 0 : request.lanes); count += 1) rows.push(await openLane());
    if (request.database !== null) for (const lane of opened) await lane.own(`USE ${quoteName(request.database)}`);
    const openLate = async (): Promise<Lane> => {
      const lane = await openLane();
      if (request.database !== null) await lane.own(`USE ${quoteName(request.database)}`);
      return lane;
    };
    const loader = new Loader({ request, log, main, rows, marks, openLate, startedAt });
    const result = await loader.run(readPieces(request.source.chunks()));
    await request.onLoaded();
    await marks.drop(main);
    return result;
  } catch (error) {
    throw request.signal.aborted
      ? new SignalboxError('cancelled', 'The import was cancelled.')
      : watch.explained(error);
  } finally {
    await watch.stop();
    await Promise.all(opened.map((lane) => lane.close()));
  }
}

/** As the header of a dump has it, for those without one; a dump sets back at its end what it found. */
function preludeOf({ logged, inOrder, lockWaitSeconds }: LoadRequest): readonly string[] {
  const rowWait = Math.min(lockWaitSeconds, Math.max(shortestRowWait, Math.ceil(lockWaitSeconds / 10)));
  return [
    `SET SESSION lock_wait_timeout = ${String(lockWaitSeconds)}, innodb_lock_wait_timeout = ${String(rowWait)}`,
    ...(logged ? [] : ['SET SESSION sql_log_bin = 0']),
    ...(inOrder ? [] : ['SET SESSION foreign_key_checks = 0, unique_checks = 0']),
  ];
}
