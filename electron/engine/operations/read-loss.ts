import { factOf } from '../../../shared/domain/facts.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { channelOf } from '../../../shared/guards/channels.ts';
import { receivedBy } from '../../../shared/guards/received-value.ts';
import type { ReadLoss } from '../../../shared/plans/failover/loss.ts';
import { folderLogs, surveyTail, type TailAfter } from '../binlog/binlog.ts';
import type { FailoverCase } from './judge-failover.ts';

/**
 * Reads what the old source's binary log files hold above what the candidate received. Changes nothing.
 * @throws SignalboxError as reading a folder of logs does; `bad-usage` where the candidate has no such channel.
 */
export async function readLoss(
  folder: string,
  { look, source }: FailoverCase,
  candidate: ServerId,
  signal: AbortSignal,
): Promise<ReadLoss> {
  const view = look.topology.servers.find(({ id }) => id === candidate);
  const name = view?.channels.find((entry) => entry.source === source)?.name;
  const channel = name === undefined ? undefined : channelOf(look.facts, candidate, name);
  if (name === undefined || channel === undefined)
    throw new SignalboxError('bad-usage', `${candidate} does not replicate from ${source}.`, { server: candidate });
  const status = factOf(look.facts.get(candidate), 'status');
  const received = receivedBy(look.facts, candidate, name);
  const byGtid = channel.positioning !== 'file' && received?.gtid !== null && received !== null;
  const after: TailAfter = !byGtid
    ? { kind: 'position', position: channel.executed }
    : status?.gtid.kind === 'mariadb'
      ? {
          kind: 'mariadb-gtids',
          gtids: [received.gtid, status.gtid.binlogState].filter((text) => text !== '').join(','),
        }
      : { kind: 'mysql-gtids', executed: received.gtid };
  const { executed, received: came } = channel;
  const all = executed.file === came.file && executed.offset === came.offset; // workers' executed position lags
  const survey = await surveyTail({ source: folderLogs(folder), after, signal });
  const { transactions, tables, statements, unfinished } = survey;
  return { transactions, tables, statements, unfinished: unfinished !== null, atMost: !byGtid && !all };
}
