import { storedWrites } from '../../kit/acknowledged-writes.ts';
import type { ContinuousWriter, WriteLog } from '../../kit/continuous-writer.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { waitFor } from '../../kit/wait-for.ts';

/** What was left of the application's work when the source had died, and nobody could be written to. */
export interface Death {
  readonly source: TestServer;
  /** Tokens that must not be missing afterwards: what a survivor had received (I3), with files all that was acknowledged. */
  readonly received: ReadonlySet<string>;
  /** Of the survivor that had most. */
  readonly increments: number;
  readonly log: WriteLog;
  /** What survivors had by replication, whatever files bring afterwards. */
  readonly arrived: Pick<Death, 'received' | 'increments'>;
}

const sameTwiceMs = 3000; // ms

/**
 * Reads it from the servers that are left, by a plain client, once they have applied what they received. `keepsAll`: the
 * source's files bring the rest, so that nothing may be missing.
 */
export async function deathOf(
  source: TestServer,
  survivors: readonly TestServer[],
  writer: ContinuousWriter,
  keepsAll = false,
): Promise<Death> {
  let before = '';
  const look = async () => {
    const found = await Promise.all(survivors.map((server) => storedWrites(server)));
    const text = JSON.stringify(found);
    const same = text === before;
    before = text;
    return { found, same };
  };
  const { found } = await waitFor('the survivors to apply', look, ({ same }) => same, sameTwiceMs);
  const { log } = writer;
  const arrived = {
    received: new Set(found.flatMap(({ entries }) => entries.map(({ token }) => token))),
    increments: Math.max(...found.map(({ increments }) => increments)),
  };
  const acknowledged = new Set(log.acknowledged.map(({ token }) => token));
  const all = { received: acknowledged, increments: log.increments.acknowledged };
  return { source, log, arrived, ...(keepsAll ? all : arrived) };
}

/** What must be there after a failover (I3): what the dead source acknowledged and no survivor had received may be lost. */
export function survivingWrites(log: WriteLog, { source, received, increments, log: then }: Death): WriteLog {
  const isLost = ({ server, token }: WriteLog['acknowledged'][number]): boolean =>
    server === source.address && !received.has(token);
  const { acknowledged, unknown } = log.increments;
  const since = acknowledged - then.increments.acknowledged;
  return {
    acknowledged: log.acknowledged.filter((write) => !isLost(write)),
    unknown: [...log.unknown, ...log.acknowledged.filter(isLost)],
    increments: {
      acknowledged: increments + since,
      unknown: acknowledged + unknown - increments - since,
    },
  };
}
