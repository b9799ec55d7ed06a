import type { Command } from 'commander';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ResumeWay } from '../../../shared/domain/journal.ts';
import { inWords } from '../../../shared/domain/words.ts';
import type { OperationResult } from '../../../shared/plans/outcome.ts';
import type { OperationState } from '../../../shared/plans/unfinished-operation.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Answer } from '../answer.ts';
import { summaryDocument } from '../documents/operation-document.ts';
import { resultFields } from '../documents/plan-document.ts';
import { exitCodes, exitOfResult, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { renderState } from '../render/operation-state.ts';
import { renderResult } from '../render/result.ts';
import { RunningOperation } from '../running-operation.ts';
import type { Act } from './act.ts';

export interface ResumeOptions {
  readonly yes?: true;
}

export function operationsResume(parent: Command, act: Act): void {
  parent
    .command('resume')
    .description('go on with an operation that was cut off, to its end')
    .argument('<id>')
    .option('--yes', 'begin without asking')
    .action(
      act((invocation, id: string, options: ResumeOptions) =>
        invocation.withEngine((engine) => resume({ engine, invocation, id, way: 'continue', options })),
      ),
    );
}

export interface Resumption {
  readonly engine: Engine;
  readonly invocation: Invocation;
  readonly id: string;
  readonly way: ResumeWay;
  readonly options: ResumeOptions;
}

/** Shows where it stands, asks, and takes the way. @throws SignalboxError `way-closed`, `operation-in-progress`, `confirmation-needed` */
export async function resume({ engine, invocation, id, way, options }: Resumption): Promise<Answer> {
  const state = await engine.operationState(id, invocation.signal);
  if (state.operation.endedAt !== null)
    throw new SignalboxError('operation-unknown', `Operation ${id} is finished: there is nothing to resume.`);
  if (options.yes !== true) await confirmWay(state, way, invocation);
  const run = new RunningOperation(engine, invocation, {
    begin: (telling) => engine.resumeOperation({ operation: id, way, ...telling }),
    answersYes: options.yes === true,
  });
  const result = await run.run();
  const { operation } = state;
  const said = { done: operation.title, undone: `the servers are as they were before “${operation.title}”` };
  return {
    exit: exitOfResumed(result, way),
    document: {
      outcome: result.outcome,
      way,
      cluster: operation.cluster,
      ...resultFields(result, invocation.words),
      of: summaryDocument(operation),
    },
    text: (look) => renderResult(result, { said }, look),
  };
}

/** An undo that was asked for is done when it is undone. */
function exitOfResumed(result: OperationResult, way: ResumeWay): ExitCode {
  return way === 'undo' && result.outcome === 'undone' ? exitCodes.done : exitOfResult(result);
}

async function confirmWay(state: OperationState, way: ResumeWay, invocation: Invocation): Promise<void> {
  const { terminal, stderr } = invocation.world;
  const details = { cluster: state.operation.cluster };
  if (!terminal.interactive)
    throw new SignalboxError(
      'confirmation-needed',
      'Nothing was changed: there is no terminal to confirm this at. Look at it with “operations show”, then give --yes.',
      { details },
    );
  invocation.say(renderState(state, invocation.look(stderr)));
  const title = inWords(state.operation.title, invocation.words);
  const answer = await terminal.ask(`${way === 'undo' ? 'Undo' : 'Continue'} “${title}”? [y/N] `, invocation.signal);
  if (/^y(es)?$/i.test(answer.trim())) return;
  throw new SignalboxError('confirmation-needed', 'Not confirmed: nothing was changed.', { details });
}
