import type { ServerId } from '../../../shared/domain/server.ts';
import { projections } from '../../../shared/plans/projections.ts';
import type { ChangingNode, Undo } from '../../../shared/plans/plan.ts';
import type { OperationContext } from './operation-context.ts';
import { endAllLate, prepareStatements, sendStatements, type PreparedStatement } from './send-statements.ts';
import { sentenceOf } from './step-failure.ts';

const retryMs = 500; // ms between tries of one undo
const onceMs = 3000; // ms for an undo on a server on which another one failed

/**
 * Undoes every change that was begun, in reverse order, each proved. Never looks at the cancelled signal.
 * An undo that is a gate and fails stops it: nothing before it may be undone.
 * A step that failed and has nothing to undo stays shown as failed: what `because` says of it holds once it was done.
 * Returns what could not be undone, as sentences; empty when everything was.
 */
export async function unwind(context: OperationContext): Promise<readonly string[]> {
  const oneWay = await onlyForward(context);
  if (oneWay !== null) return [oneWay];
  const failures: string[] = [];
  const given = new Set<ServerId>();
  for (const node of context.progress.begun.toReversed()) {
    const failure = await undoOne(node, given.has(node.server), context);
    if (failure === null) continue;
    failures.push(failure);
    given.add(node.server);
    if (node.undo.kind === 'none' || (node.undo.kind === 'change' && node.undo.gate)) break;
  }
  return failures;
}

/**
 * What a salvage has applied by file and offset can't be taken back: then nothing at all is undone, so that the operation
 * can be continued. null: everything may be undone.
 */
async function onlyForward(context: OperationContext): Promise<string | null> {
  for (const { kind, undo } of context.progress.begun) {
    if (kind !== 'salvage' || undo.kind !== 'change') continue;
    for (const ref of undo.provided) {
      const allowed = await context.desk.untilPasses(ref, undo.withinMs, null);
      if (allowed.verdict === 'block') return `${allowed.message} From here the way is forward: continue it.`;
    }
  }
  return null;
}

/** `given`: an undo on that server has had all its time in vain, so this one is tried once. */
async function undoOne(node: ChangingNode, given: boolean, context: OperationContext): Promise<string | null> {
  const { undo } = node;
  switch (undo.kind) {
    case 'nothing':
      if (context.board.state(node.id) !== 'failed')
        context.board.set(node.id, { state: 'undone', detail: undo.because });
      return null;
    case 'none':
      return `“${node.title}” can't be undone: ${undo.because}.`;
    case 'change':
      return undoChange(node, given ? { ...undo, withinMs: Math.min(undo.withinMs, onceMs) } : undo, context);
  }
}

type UndoChange = Extract<Undo, { kind: 'change' }>;

async function undoChange(node: ChangingNode, undo: UndoChange, context: OperationContext): Promise<string | null> {
  const startedAt = context.pace.monotonic();
  const elapsed = (): number => Math.round((context.pace.monotonic() - startedAt) * 10) / 10;
  context.board.set(node.id, { state: 'undoing' });
  const failure = await retryUndo(node, undo, startedAt + undo.withinMs, context);
  if (failure === null) {
    context.board.set(node.id, { state: 'undone', detail: undo.title });
    if (node.kind === 'change' && node.marks === 'writes-stop') context.gap.resume(context.pace.monotonic());
    context.journal.note({ kind: 'undone', node: node.id, ms: elapsed() });
    return null;
  }
  context.board.set(node.id, { state: 'undo-failed', detail: failure });
  context.journal.note({ kind: 'undo-failed', node: node.id, message: failure });
  return `${undo.title} (${node.server}): ${failure}`;
}

/** Tries until it is proved or its own time is over; each try on a session that works. */
async function retryUndo(
  node: ChangingNode,
  undo: UndoChange,
  end: number,
  context: OperationContext,
): Promise<string | null> {
  for (;;) {
    const failure = await tryUndo(node, undo, Math.max(1, end - context.pace.monotonic()), context);
    if (failure === null || failure.final || context.pace.monotonic() + retryMs >= end) return failure?.because ?? null;
    await context.pace.pause(retryMs, null);
  }
}

interface UndoFailure {
  readonly because: string;
  /** Trying again can't help: it is not allowed any more. */
  readonly final: boolean;
}

async function tryUndo(
  node: ChangingNode,
  undo: UndoChange,
  withinMs: number,
  context: OperationContext,
): Promise<UndoFailure | null> {
  try {
    await endAllLate(node.server, withinMs, context);
    await context.desk.facts(node.server, ['status']);
    for (const ref of undo.provided) {
      const allowed = await context.desk.ask(ref);
      if (allowed.verdict === 'block')
        return { because: `${allowed.message} From here the way is forward.`, final: true };
    }
    if (undo.reads !== undefined) await readForUndo(node, undo.reads, context);
    await sendUndo(node, undo, withinMs, context);
    const proof = await context.desk.untilPasses(undo.proof, Math.min(withinMs, 5000), null);
    return proof.verdict === 'block' ? { because: proof.message, final: false } : null;
  } catch (error) {
    return { because: sentenceOf(error), final: false };
  }
}

async function readForUndo(
  { id, server }: ChangingNode,
  { read, into }: NonNullable<UndoChange['reads']>,
  context: OperationContext,
): Promise<void> {
  const projection = projections[read];
  const value = projection.project(await context.desk.facts(server, projection.groups), '');
  context.values.set(into, value);
  context.journal.note({ kind: 'value', node: id, name: into, value });
}

async function sendUndo(
  node: ChangingNode,
  undo: UndoChange,
  withinMs: number,
  context: OperationContext,
): Promise<void> {
  const statements = (await prepareStatements(undo.run, context)).filter(
    (statement) => !isLockAlreadyGone(node, statement, context),
  );
  const connectionId =
    statements[0] === undefined
      ? null
      : (await context.sessions.usable(node.server, statements[0].session)).connectionId;
  context.journal.note({
    kind: 'undo-begun',
    node: node.id,
    connectionId,
    statements: statements.map((statement) => statement.shown),
  });
  await sendStatements(node.server, statements, withinMs, context);
}

/** Locks of a session that broke went with it. */
function isLockAlreadyGone(node: ChangingNode, statement: PreparedStatement, context: OperationContext): boolean {
  return statement.session === 'hold' && context.sessions.hold(node.server)?.closed !== false;
}
