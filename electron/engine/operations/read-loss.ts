import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChannelFacts } from '../../../shared/domain/channel.ts';
import { factOf } from '../../../shared/domain/facts.ts';
import { formatPosition } from '../../../shared/domain/position.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { channelOf } from '../../../shared/guards/channels.ts';
import { receivedBy } from '../../../shared/guards/received-value.ts';
import type { ReadLoss } from '../../../shared/plans/failover/loss.ts';
import { folderLogs, surveyTail, type BinlogFile, type TailAfter } from '../binlog/binlog.ts';
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
  const logs = folderLogs(folder);
  await assertItsOwn(folder, await logs.files(signal), channel);
  const survey = await surveyTail({ source: logs, after, signal });
  const { transactions, tables, statements, unfinished, blocked, blockedCount } = survey;
  return {
    transactions,
    tables,
    statements,
    unfinished: unfinished !== null,
    atMost: !byGtid && !all,
    notApplicable:
      blocked[0] === undefined ? null : `${String(blockedCount)} of them, the first one because ${blocked[0].because}`,
  };
}

const serverIdAt = 9; // bytes: 4 of magic number, then 5 into the first event's header
const serverIdBytes = 4;

/**
 * Files of another server, or a copy from before what the candidate has already received, would say that nothing is
 * lost. The first event of a file carries the server_id of the server that wrote it.
 * @throws SignalboxError `binlog-folder-unusable`
 */
async function assertItsOwn(
  folder: string,
  files: readonly BinlogFile[],
  { received, sourceServerId }: ChannelFacts,
): Promise<void> {
  const refuse = (because: string): SignalboxError =>
    new SignalboxError('binlog-folder-unusable', `${folder} can't tell the loss: ${because}.`, { details: { folder } });
  const reached = files.find(({ file }) => file === received.file);
  if (reached === undefined || reached.size < received.offset)
    throw refuse(
      `it does not reach ${formatPosition(received)}, which has been received already: it is an older copy, or another server's`,
    );
  const writtenBy = await serverIdIn(join(folder, reached.file));
  if (sourceServerId !== null && writtenBy !== sourceServerId)
    throw refuse(`it was written by server_id ${String(writtenBy)}, the dead server has ${String(sourceServerId)}`);
}

async function serverIdIn(path: string): Promise<number> {
  const file = await open(path, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(serverIdBytes), 0, serverIdBytes, serverIdAt);
    return buffer.readUInt32LE(0);
  } finally {
    await file.close();
  }
}
