import { SignalboxError } from '../../../shared/domain/errors.ts';
import { hookSucceeded, type HookEnd } from '../../../shared/domain/hook.ts';
import type { OperationEntry } from '../../../shared/domain/journal.ts';
import { commandText } from '../../../shared/plans/hooks.ts';
import type { HookNode } from '../../../shared/plans/plan.ts';
import type { HookRun } from '../hooks/hook-call.ts';
import type { OperationContext } from './operation-context.ts';
import { sentenceOf } from './step-failure.ts';

/**
 * Runs a hook's program as a step of the plan. It is journalled as begun before it is started, and how it ended before
 * anything is made of it. Stopping the operation before the line ends the program.
 * @throws SignalboxError `hook-failed`, `cancelled`, `journal-unwritable`
 */
export async function runHook(node: HookNode, context: OperationContext): Promise<string> {
  const { journal, progress, cancel } = context;
  sayUnknown(node, context);
  const run = await carryOut(node, (entry) => journal.write(entry), progress.pastLine ? null : cancel, context);
  if (run.end.kind === 'cancelled') throw new SignalboxError('cancelled', 'The operator stopped the operation.');
  if (!hookSucceeded(run.end)) throw hookFailed(node, run);
  return endText(run.end);
}

/** Once everything is undone, if a hook was begun: what fails is noted, and it is undone all the same. Never throws. */
export async function runUndoneHooks(context: OperationContext): Promise<void> {
  if (context.progress.hooks.size === 0) return;
  for (const node of context.plan.undone ?? []) {
    if (context.standing(node) === 'behind') continue;
    try {
      await runUndone(node, context);
    } catch (error) {
      failed(node, sentenceOf(error), null, context);
    }
  }
}

async function runUndone(node: HookNode, context: OperationContext): Promise<void> {
  sayUnknown(node, context);
  context.board.set(node.id, { state: 'running', detail: null });
  const run = await carryOut(node, (entry) => context.journal.note(entry), null, context);
  if (!hookSucceeded(run.end)) {
    failed(node, hookFailed(node, run).message, run.ms, context);
    return;
  }
  context.journal.note({ kind: 'proved', node: node.id, ms: run.ms });
  context.board.set(node.id, { state: 'proved', ms: run.ms, detail: endText(run.end) });
}

function failed(
  node: HookNode,
  message: string,
  ms: number | null,
  { board, journal, progress }: OperationContext,
): void {
  board.set(node.id, { state: 'failed', ms, detail: message });
  journal.note({ kind: 'failed', node: node.id, message });
  progress.notes.push(`${message} Run it by hand, or do what it is there for: ${commandText(node.command)}`);
}

/** An earlier program began it and was killed: it may have done all, some or nothing, and may even run still. */
function sayUnknown(node: HookNode, { progress, journal, tell }: OperationContext): void {
  if (progress.hooks.get(node.id) !== 'begun') return;
  const text = `Hook “${node.name}” was begun before, and whether it did what it is there for is not known: it is run again.`;
  journal.note({ kind: 'note', node: node.id, text });
  tell({ kind: 'note', text });
}

async function carryOut(
  node: HookNode,
  write: (entry: OperationEntry) => void,
  signal: AbortSignal | null,
  context: OperationContext,
): Promise<HookRun> {
  write({ kind: 'begun', node: node.id, connectionId: null, statements: [] });
  context.progress.hooks.set(node.id, 'begun');
  const run = await context.hook({
    command: node.command,
    environment: { ...node.environment, SIGNALBOX_OPERATION: context.id },
    withinMs: node.withinMs,
    signal,
    started: (pid) =>
      context.journal.note({
        kind: 'note',
        node: node.id,
        text: `runs as process ${String(pid)}: ${commandText(node.command)}`,
      }),
  });
  context.progress.hooks.set(node.id, 'ended');
  const { name, at, command, environment } = node;
  context.board.set(node.id, { hook: { name, at, command, environment, output: run.output } });
  write({ kind: 'hook-ended', node: node.id, ...run });
  return run;
}

function hookFailed(node: HookNode, { end, output, ms }: HookRun): SignalboxError {
  const lastLine = output.slice(output.lastIndexOf('\n') + 1);
  const said = lastLine === '' ? '' : ` Its last line was “${lastLine.slice(0, 300)}”.`;
  const within = end.kind === 'timed-out' ? ` (its time is ${String(node.withinMs / 1000)} s)` : '';
  return new SignalboxError('hook-failed', `Hook “${node.name}” ${endText(end)}${within}.${said}`, {
    details: { step: node.id, hook: node.name, at: node.at, end, output, ms },
  });
}

/** The rest of a sentence that begins with the hook. */
function endText(end: HookEnd): string {
  switch (end.kind) {
    case 'exited':
      return `ended with ${String(end.code)}`;
    case 'signalled':
      return `was ended by ${end.signal}`;
    case 'timed-out':
      return 'did not end in its time and was ended';
    case 'cancelled':
      return 'was ended, since the operation was stopped';
    case 'not-started':
      return `could not be started: ${end.because}`;
  }
}
