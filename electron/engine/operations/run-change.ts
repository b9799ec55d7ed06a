import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ChangeNode } from '../../../shared/plans/plan.ts';
import { assertAwake } from './look-again.ts';
import type { OperationContext } from './operation-context.ts';
import { endAllLate, prepareStatements, sendStatements, type PreparedStatement, type Sent } from './send-statements.ts';
import { stepFailed } from './step-failure.ts';

const repeatAfterMs = 250; // ms

/**
 * Journals, executes and proves one change. A lost reply is not a failure: the proof decides. Past the line, where
 * there is no way back, what it finds not done is sent once more.
 * @throws SignalboxError when a statement was refused or the proof did not hold in time.
 */
export async function runChange(node: ChangeNode, context: OperationContext): Promise<void> {
  await endAllLate(node.server, node.withinMs, context);
  const prepared = await prepareStatements(node.run, context);
  const shown = prepared.map((statement) => statement.shown);
  const session = await context.sessions.usable(node.server, prepared[0]?.session ?? 'work');
  context.journal.write({ kind: 'begun', node: node.id, connectionId: session.connectionId, statements: shown });
  if (context.progress.begun.every((known) => known.id !== node.id)) context.progress.begun.push(node);
  context.board.set(node.id, {
    statements: shown.length > 0 ? shown : (context.board.all().find((s) => s.id === node.id)?.statements ?? []),
  });
  assertAwake(node, context);
  const end = context.pace.monotonic() + node.withinMs;
  await attempt(node, prepared, end, context);
}

async function attempt(
  node: ChangeNode,
  prepared: readonly PreparedStatement[],
  end: number,
  context: OperationContext,
): Promise<void> {
  const left = (): number => Math.max(1, end - context.pace.monotonic());
  if (node.marks === 'writes-stop') context.gap.stop(context.pace.monotonic());
  const send = (): Promise<Sent> =>
    sendStatements(node.server, prepared, left(), context).catch((error: unknown) => {
      throw error instanceof SignalboxError && error.code === 'server-statement-failed'
        ? stepFailed(node, error.message)
        : error;
    });
  let sent = await send();
  const repliedAt = context.pace.monotonic();
  if (sent.kind === 'unknown') {
    context.journal.note({ kind: 'unknown', node: node.id, message: sent.because });
    context.board.set(node.id, { state: 'unknown', detail: sent.because });
  }
  let proof = await context.desk.untilPasses(node.proof, sent.kind === 'sent' ? atMost(node, left()) : 1, null);
  while (node.repeat && sent.kind === 'sent' && proof.verdict === 'block' && context.pace.monotonic() < end) {
    sent = await send();
    proof = await context.desk.untilPasses(node.proof, atMost(node, left()), null);
  }
  if (sent.kind === 'unknown' && proof.verdict === 'block' && context.progress.pastLine) {
    sent = await send();
    proof = await context.desk.untilPasses(node.proof, left(), null);
  }
  if (proof.verdict === 'block')
    throw stepFailed(node, sent.kind === 'sent' ? proof.message : `${sent.because} ${proof.message}`);
  if (node.marks === 'writes-resume') context.gap.resume(repliedAt);
}

function atMost(node: ChangeNode, leftMs: number): number {
  return node.repeat ? Math.min(repeatAfterMs, leftMs) : leftMs;
}
