import { SignalboxError } from '../../../shared/domain/errors.ts';
import { projections } from '../../../shared/plans/projections.ts';
import type {
  AskNode,
  LockNode,
  MatchNode,
  ReadNode,
  RecordNode,
  StepNode,
  WaitNode,
} from '../../../shared/plans/plan.ts';
import { formatPosition } from '../../../shared/domain/position.ts';
import type { Json } from '../../../shared/domain/json.ts';
import { assertLocksHeld, takeLock } from './advisory-lock.ts';
import type { OperationContext } from './operation-context.ts';
import { isOutage } from './outage.ts';
import { runChange } from './run-change.ts';
import { runHook } from './run-hook.ts';
import { runSalvage } from './run-salvage.ts';
import { prepareStatements } from './send-statements.ts';
import { stepFailed } from './step-failure.ts';

/** Runs one step; returns what it came to, in words. @throws SignalboxError when it failed. */
export async function runStep(node: StepNode, context: OperationContext): Promise<string | null> {
  switch (node.kind) {
    case 'record':
      return runRecord(node, context);
    case 'lock':
      return runLock(node, context);
    case 'read':
      return runRead(node, context);
    case 'change':
      await runChange(node, context);
      return null;
    case 'wait':
      return runWait(node, context);
    case 'match':
      return runMatch(node, context);
    case 'salvage':
      return runSalvage(node, context);
    case 'ask':
      return runAsk(node, context);
    case 'hook':
      return runHook(node, context);
  }
}

async function runRecord(node: RecordNode, context: OperationContext): Promise<string> {
  const ids = await context.record(node.servers, node.reason);
  context.progress.records[node.reason === 'before-operation' ? 'before' : 'after'] = ids;
  return `${String(ids.length)} records: ${ids.join(', ')}`;
}

/** In the order of the servers' names, so that two programs can't embrace. */
async function runLock(node: LockNode, context: OperationContext): Promise<string> {
  for (const server of node.servers.toSorted()) await takeLock(server, node.name, node.withinMs, context);
  return `held on ${String(node.servers.length)} servers`;
}

async function runRead(node: ReadNode, context: OperationContext): Promise<string> {
  const projection = projections[node.read];
  const end = context.pace.monotonic() + node.withinMs;
  const once = async (): Promise<Json> => {
    const facts = await context.desk.facts(node.server, projection.groups);
    const unread = projection.groups.map((group) => facts.readings[group]).find((reading) => reading?.ok !== true);
    if (unread?.ok === false) throw stepFailed(node, unread.message);
    return projection.project(facts, node.channel ?? '');
  };
  const read = (): Promise<Json> => despiteOutage(once, end, context);
  let value = await read();
  while (node.stable) {
    const again = await read();
    if (JSON.stringify(again) === JSON.stringify(value)) break;
    if (context.pace.monotonic() >= end)
      throw stepFailed(node, 'two readings in a row were never the same: something still writes there.');
    value = again;
  }
  context.values.set(node.into, value);
  context.journal.write({ kind: 'value', node: node.id, name: node.into, value });
  return projection.describe(value);
}

const retryMs = 100; // ms

/** Past the line, or once a salvage was begun, the way back may be closed: a look is repeated while the server can't be reached. */
async function despiteOutage<T>(look: () => Promise<T>, end: number, context: OperationContext): Promise<T> {
  for (;;) {
    try {
      return await look();
    } catch (error) {
      const { pastLine, begun } = context.progress;
      const isOneWay = pastLine || begun.some(({ kind }) => kind === 'salvage');
      const out = error instanceof SignalboxError && isOutage(error.code) && isOneWay;
      if (!out || context.pace.monotonic() >= end) throw error;
      await context.pace.pause(retryMs, null);
    }
  }
}

/**
 * The server-side wait only saves polling: whatever it says, the guard decides. It is never given an empty set, which
 * every wait function takes for “reached”: the guard passes for that at once.
 */
async function runWait(node: WaitNode, context: OperationContext): Promise<string> {
  const end = context.pace.monotonic() + node.withinMs;
  const cancel = context.progress.pastLine ? null : context.cancel;
  const first = await context.desk.ask(node.until);
  if (first.verdict !== 'block') return first.message;
  await serverSideWait(node, end, context, cancel);
  const result = await context.desk.untilPasses(node.until, Math.max(0, end - context.pace.monotonic()), cancel);
  if (result.verdict !== 'block') return result.message;
  throw stepFailed(node, `${result.message} (waited ${String(node.withinMs / 1000)} s at most)`);
}

async function serverSideWait(
  node: WaitNode,
  end: number,
  context: OperationContext,
  cancel: AbortSignal | null,
): Promise<void> {
  for (const statement of await prepareStatements(node.run, context)) {
    const session = await context.sessions.usable(node.server, statement.session);
    const withinMs = Math.max(1, end - context.pace.monotonic());
    try {
      await session.query(statement.sql, cancel === null ? { withinMs } : { withinMs, signal: cancel });
    } catch (error) {
      if (!(error instanceof SignalboxError)) throw error;
    }
  }
}

/** The place is a value of the operation, durable before anything is pointed there. */
async function runMatch(node: MatchNode, context: OperationContext): Promise<string> {
  const place = await context.placeOf(node.server, node.in, node.withinMs);
  if (place.kind === 'refused') throw stepFailed(node, place.because);
  const { position, transactions, by } = place;
  context.values.set(node.into, { ...position });
  context.journal.write({ kind: 'value', node: node.id, name: node.into, value: { ...position } });
  return `${formatPosition(position)}, by ${String(transactions)} transactions (${by === 'gtid' ? 'by GTID' : 'by content'})`;
}

async function runAsk(node: AskNode, context: OperationContext): Promise<string> {
  const id = await answerTo(node, context);
  const choice = node.choices.find((entry) => entry.id === id);
  if (choice === undefined) throw stepFailed(node, `“${id}” is not one of the choices.`);
  context.journal.write({ kind: 'answered', node: node.id, choice: id });
  if (!choice.goesOn) throw new SignalboxError('cancelled', `The operator chose: ${choice.label}.`);
  return choice.label;
}

const checkEveryMs = 30_000; // ms

/** Waits for the operator, with the locks looked after. Past the line being asked to stop means to go on. */
async function answerTo(node: AskNode, context: OperationContext): Promise<string> {
  const answered = new AbortController();
  const answer = context.question(node.id, node.question, node.choices).finally(() => answered.abort());
  const goOn = node.choices.find((choice) => choice.goesOn)?.id ?? '';
  const decided = context.progress.pastLine ? answer.catch(() => goOn) : answer;
  return Promise.race([decided, lockLost(answered.signal, context)]);
}

/** Settles only by rejecting, when a lock is lost before the answer. */
async function lockLost(answered: AbortSignal, context: OperationContext): Promise<never> {
  for (;;) {
    await context.pace.pause(checkEveryMs, answered);
    if (answered.aborted) return new Promise<never>(() => undefined);
    await assertLocksHeld(null, context);
  }
}
