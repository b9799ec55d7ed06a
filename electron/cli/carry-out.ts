import { reportOf } from '../../shared/domain/errors.ts';
import type { AnyPreview } from '../../shared/plans/any-preview.ts';
import type { Acceptance } from '../../shared/plans/preview.ts';
import type { Engine } from '../engine/engine.ts';
import { acceptWarnings, uselessness } from './acceptance.ts';
import type { Answer } from './answer.ts';
import { confirm } from './confirmation.ts';
import { previewDocument, refusedDocument, resultDocument } from './documents/plan-document.ts';
import { exitCodes, exitOfError, exitOfResult } from './exit-codes.ts';
import { renderError } from './failure.ts';
import type { Invocation } from './invocation.ts';
import { inFolder } from './paths.ts';
import { writePlan } from './plan-file.ts';
import type { PlanOptions } from './plan-options.ts';
import { renderPreview, renderRefusal } from './render/preview.ts';
import { renderResult } from './render/result.ts';
import { RunningOperation } from './running-operation.ts';

/** From a rehearsed plan of any kind to its end: shown only, refused, or confirmed and run. */
export async function carryOut(
  preview: AnyPreview,
  accept: readonly Acceptance[],
  options: PlanOptions,
  engine: Engine,
  invocation: Invocation,
): Promise<Answer> {
  for (const acceptance of accept) {
    const useless = uselessness(acceptance, preview.guards);
    if (useless !== null) invocation.say(useless);
  }
  if (options.planOut !== undefined) {
    await writePlan(inFolder(options.planOut, invocation.world.folder), preview, invocation.words);
  }
  if (options.dryRun === true) return rehearsed(preview, invocation);
  if (!preview.runnable || preview.planId === null) return refused(preview, null, invocation);
  const unasked = options.yes === true || options.confirm !== undefined;
  const name = nameGiven(preview, options);
  const given = options.confirm === undefined ? '--yes' : '--confirm';
  return begin(engine, invocation, { preview, planId: preview.planId, accept, unasked, name, given });
}

interface Beginning {
  readonly preview: AnyPreview;
  readonly planId: string;
  readonly accept: readonly Acceptance[];
  /** Begins without asking. */
  readonly unasked: boolean;
  /** The cluster's name, where it is given beforehand; null: not given. */
  readonly name: string | null;
  /** The option by which it begins without asking. */
  readonly given: '--yes' | '--confirm';
}

async function begin(engine: Engine, invocation: Invocation, beginning: Beginning): Promise<Answer> {
  const { preview, planId, unasked, name } = beginning;
  try {
    if (!unasked) {
      if (invocation.world.terminal.interactive) {
        invocation.say(renderPreview(preview, invocation.look(invocation.world.stderr)));
      }
      await confirm(preview, invocation);
    }
    const reason = unasked ? `accepted with ${beginning.given}` : 'accepted at the confirmation';
    const accept = [...beginning.accept, ...acceptWarnings(preview.guards, reason)];
    const run = new RunningOperation(engine, invocation, {
      begin: (telling) => engine.runPlan({ planId, accept, confirm: unasked ? name : preview.cluster, ...telling }),
      answersYes: unasked,
    });
    const result = await run.run();
    return {
      exit: exitOfResult(result),
      document: resultDocument(result, preview, invocation.words),
      text: (look) => renderResult(result, preview, look),
    };
  } catch (thrown) {
    return refused(preview, thrown, invocation);
  }
}

/** A loss that is not recoverable wants the name itself: `--yes` alone gives it for what can be undone. */
function nameGiven({ kind, cluster }: AnyPreview, { confirm: given }: PlanOptions): string | null {
  return given ?? (kind === 'failover' ? null : cluster);
}

function rehearsed(preview: AnyPreview, invocation: Invocation): Answer {
  return {
    exit: preview.runnable ? exitCodes.done : exitCodes.refused,
    document: previewDocument(preview, invocation.words),
    text: (look) => renderPreview(preview, look),
  };
}

/** Nothing has begun: a guard refuses, or `thrown` says why not. */
function refused(preview: AnyPreview, thrown: unknown, invocation: Invocation): Answer {
  const error = thrown === null ? null : reportOf(thrown);
  return {
    exit: error === null ? exitCodes.refused : exitOfError(error.code),
    document: refusedDocument(preview, error, invocation.words),
    isError: error !== null,
    text: (look) => (error === null ? renderRefusal(preview, look) : renderError(error, look)),
  };
}
