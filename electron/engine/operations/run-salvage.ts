import { SignalboxError } from '../../../shared/domain/errors.ts';
import { factOf } from '../../../shared/domain/facts.ts';
import { formatPosition, type BinlogPosition } from '../../../shared/domain/position.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { positionOf, samePosition, type PositionValue } from '../../../shared/guards/position-value.ts';
import type { SalvageLogs, SalvageNode } from '../../../shared/plans/plan.ts';
import {
  applyTail,
  provedApplied,
  surveyTail,
  tailAfter,
  type Applied,
  type LogSource,
  type TailAfter,
  type TailSurvey,
} from '../binlog/binlog.ts';
import type { ByteSession } from '../connections/session.ts';
import type { OperationContext } from './operation-context.ts';
import { endAllLate } from './send-statements.ts';
import { sentenceOf, stepFailed } from './step-failure.ts';

/** What a salvage needs of the engine. */
export interface SalvageDoors {
  /** A session of its own, of use for nothing else afterwards. */
  readonly open: (server: ServerId) => Promise<ByteSession>;
  readonly logs: (logs: SalvageLogs) => LogSource;
}

const tries = 3;

/**
 * Applies what a log holds and the server lacks. All of it is looked at before the first is sent; a lost connection is
 * followed by another try, which passes over what is in.
 * @throws SignalboxError `step-failed`, `cancelled` (between two transactions, and only where GTIDs make it good to stop).
 */
export async function runSalvage(node: SalvageNode, context: OperationContext): Promise<string> {
  await endAllLate(node.server, node.withinMs, context);
  const source = context.salvage.logs(node.logs);
  const after = await startOf(node, context);
  const survey = await surveyed(node, { source, after }, context);
  if (survey.transactions === 0) return 'nothing is missing';
  for (let left = tries; ; left -= 1) {
    try {
      const applied = await attempt(node, { source, after }, context);
      return said(applied, survey, node, context);
    } catch (error) {
      if (!isInterrupted(error) || left <= 1) throw asStepFailure(node, error);
      context.journal.note({ kind: 'unknown', node: node.id, message: sentenceOf(error) });
      await endAllLate(node.server, node.withinMs, context);
    }
  }
}

interface Reading {
  readonly source: LogSource;
  readonly after: TailAfter;
}

/** By what the server has now, or from the place that the plan has read. */
async function startOf(node: SalvageNode, { values, desk }: OperationContext): Promise<TailAfter> {
  if (node.after !== null) return { kind: 'position', position: placeIn(values.resolve(node.after)) };
  const status = factOf(await desk.facts(node.server, ['status']), 'status');
  switch (status?.gtid.kind) {
    case 'mysql':
      return { kind: 'mysql-gtids', executed: status.gtid.executed };
    case 'mariadb': {
      const known = [status.gtid.slavePos, status.gtid.binlogState].filter((text) => text !== '');
      return { kind: 'mariadb-gtids', gtids: known.join(',') };
    }
    case 'none':
    case undefined:
      throw stepFailed(node, `the GTIDs of ${node.server} are not known`);
  }
}

/** Nothing is sent where not all of it can be applied, or where the log's server wrote some of it by itself. */
async function surveyed(node: SalvageNode, reading: Reading, context: OperationContext): Promise<TailSurvey> {
  const listed = node.logs.kind === 'server' ? Infinity : 0;
  const survey = await surveyTail({ ...reading, signal: AbortSignal.timeout(node.withinMs) }, listed).catch(
    (error: unknown) => {
      throw asStepFailure(node, error);
    },
  );
  const [blocked] = survey.blocked;
  if (blocked !== undefined)
    throw stepFailed(node, `the transaction at ${formatPosition(blocked.start)} can’t be applied: ${blocked.because}`);
  if (node.logs.kind === 'server') {
    const identity = factOf(await context.desk.facts(node.logs.server, ['identity']), 'identity');
    const own = survey.listed.find(({ serverId }) => serverId === identity?.serverId);
    if (own !== undefined)
      throw stepFailed(node, `${node.logs.server} wrote the transaction at ${formatPosition(own.start)} by itself`);
  }
  return survey;
}

async function attempt(node: SalvageNode, reading: Reading, context: OperationContext): Promise<Applied> {
  const alreadyIn = node.after === null ? 0 : await inByContent(node, reading, context);
  const session = await context.salvage.open(node.server);
  const sentAt = context.pace.monotonic();
  const { server, connectionId } = session;
  try {
    context.journal.write({ kind: 'sessions', node: null, sessions: [{ server, connectionId }] });
    context.journal.write({ kind: 'begun', node: node.id, connectionId, statements: [] });
    if (context.progress.begun.every(({ id }) => id !== node.id)) context.progress.begun.push(node);
    return await applyTail({
      session,
      transactions: tailAfter(reading),
      alreadyIn,
      withinMs: node.withinMs,
      onProgress: ({ done }) => context.board.set(node.id, { detail: `${String(done)} transactions` }),
      ...(node.after === null ? { signal: context.cancel } : {}),
    });
  } catch (error) {
    if (isInterrupted(error)) {
      const late = context.progress.late.get(server) ?? [];
      context.progress.late.set(server, [...late, { connectionId, sentAt }]);
    }
    throw error;
  } finally {
    await session.close();
  }
}

/** How many are in, where no GTIDs tell: by the server's own log since it stood where the plan has read it. */
async function inByContent(node: SalvageNode, reading: Reading, context: OperationContext): Promise<number> {
  const since = context.values.resolve(node.since) as PositionValue;
  const status = factOf(await context.desk.facts(node.server, ['status']), 'status');
  if (samePosition(positionOf(status), since)) return 0;
  const proof = await provedApplied({
    target: context.salvage.logs({ kind: 'server', server: node.server }),
    since: placeIn(since),
    transactions: tailAfter(reading),
  });
  if (proof.kind === 'proved') return proof.transactions;
  throw stepFailed(node, `how much of it ${node.server} has can’t be told: ${proof.because}`);
}

function said(
  { applied, skipped, to }: Applied,
  { tables, statements }: TailSurvey,
  node: SalvageNode,
  context: OperationContext,
): string {
  if (to !== null) {
    context.values.set(node.into, { ...to });
    context.journal.write({ kind: 'value', node: node.id, name: node.into, value: { ...to } });
  }
  const names = tables.map(({ schema, table }) => `${schema}.${table}`);
  const where = [...names.slice(0, 5), ...(names.length > 5 ? [`${String(names.length - 5)} more tables`] : [])];
  const what = [...where, ...(statements > 0 ? [`${String(statements)} as statements`] : [])].join(', ');
  const before = skipped === 0 ? '' : `, ${String(skipped)} were in already`;
  return `${String(applied)} ${applied === 1 ? 'transaction' : 'transactions'} applied${before} (${what}), up to ${to === null ? 'the start' : formatPosition(to)}`;
}

function placeIn(value: unknown): BinlogPosition {
  const { file, offset } = value as PositionValue;
  return { file: file ?? '', offset: offset ?? 0 };
}

function isInterrupted(error: unknown): boolean {
  return error instanceof SignalboxError && error.code === 'tail-apply-interrupted';
}

function asStepFailure(node: SalvageNode, error: unknown): unknown {
  if (!(error instanceof SignalboxError) || error.code === 'cancelled' || error.code === 'step-failed') return error;
  return stepFailed(node, error.message);
}
