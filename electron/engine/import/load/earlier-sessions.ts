import { SignalboxError } from '../../../../shared/domain/errors.ts';
import type { Lane } from './lane.ts';

/** More than lanes there can be. */
const mostLanes = 80;
const withinMs = 30_000; // ms
const pauseMs = 50; // ms
const noSuchThread = 1094;

/** By this lock a session is known as one of this import, for as long as the server has it. ≤ 64 characters. */
export function lockOf(id: string, lane: number): string {
  return `signalbox_import_${id}_${String(lane)}`;
}

/**
 * Ends what an earlier run of the import has left: a statement can act after its client is gone. Nothing may be read of
 * what is done before that.
 * @throws SignalboxError `server-timeout` where a session does not end.
 */
export async function endEarlierSessions(id: string, lane: Lane): Promise<void> {
  const asked = Array.from(
    { length: mostLanes },
    (_, index) => `IS_USED_LOCK('${lockOf(id, index)}') AS l${String(index)}`,
  );
  const end = performance.now() + withinMs;
  for (;;) {
    const [row] = await lane.own(`SELECT ${asked.join(', ')}`);
    const left = Object.values(row ?? {}).filter((value) => value !== null);
    if (left.length === 0) return;
    if (performance.now() > end)
      throw new SignalboxError(
        'server-timeout',
        `Sessions of the earlier run of this import do not end: ${left.map(String).join(', ')}.`,
      );
    for (const connection of left) await kill(Number(connection), lane);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

async function kill(connection: number, lane: Lane): Promise<void> {
  try {
    await lane.own(`KILL ${String(connection)}`);
  } catch (error) {
    if (error instanceof SignalboxError && error.details['number'] === noSuchThread) return;
    throw error;
  }
}
