import type { Command } from 'commander';
import { reportOf } from '../../../shared/domain/errors.ts';
import type { SwitchoverPreview, SwitchoverRequest } from '../../../shared/plans/switchover-view.ts';
import type { Engine } from '../../engine/engine.ts';
import { acceptWarnings, parseAcceptance, uselessness } from '../acceptance.ts';
import type { Answer } from '../answer.ts';
import { confirm } from '../confirmation.ts';
import { previewDocument, refusedDocument, resultDocument } from '../documents/switchover-document.ts';
import { exitCodes, exitOfError, exitOfResult } from '../exit-codes.ts';
import { renderError } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { chosenClusters } from '../known-cluster.ts';
import { inFolder } from '../paths.ts';
import { writePlan } from '../plan-file.ts';
import { renderPreview, renderRefusal } from '../render/preview.ts';
import { renderResult } from '../render/result.ts';
import { RunningSwitchover } from '../running-switchover.ts';
import type { Act } from './act.ts';

interface Options {
  readonly to: string;
  readonly dryRun?: true;
  readonly planOut?: string;
  readonly leaveBehind?: readonly string[];
  readonly accept?: readonly string[];
  readonly yes?: true;
}

export function switchover(parent: Command, act: Act): void {
  parent
    .command('switchover')
    .description('make another server the {source}, under guards, with an undo')
    .argument('<cluster>')
    .requiredOption('--to <address>', 'the new {source}: address, alias, label or host name')
    .option('--dry-run', 'ask every guard and show every statement; change nothing')
    .option('--plan-out <file>', 'write the plan there as JSON')
    .option('--leave-behind <address>', 'a {replica} that is not to follow; may be given again', collect)
    .option('--accept <code[@server]=reason>', 'take a warning or a loss on yourself; may be given again', collect)
    .option('--yes', 'begin without asking; takes warnings along, but no losses')
    .action(
      act((invocation, cluster: string, options: Options) =>
        invocation.withEngine((engine) => switchOver(engine, invocation, cluster, options)),
      ),
    );
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

async function switchOver(engine: Engine, invocation: Invocation, name: string, options: Options): Promise<Answer> {
  const request = requestOf(name, options);
  await chosenClusters(engine, invocation, name);
  const preview = await engine.previewSwitchover(request, invocation.signal);
  for (const acceptance of request.accept) {
    const useless = uselessness(acceptance, preview.guards);
    if (useless !== null) invocation.say(useless);
  }
  if (options.planOut !== undefined) {
    await writePlan(inFolder(options.planOut, invocation.world.folder), preview, invocation.words);
  }
  if (options.dryRun === true) return rehearsed(preview, invocation);
  if (!preview.runnable || preview.planId === null) return refused(preview, null, invocation);
  return begin(engine, invocation, { preview, planId: preview.planId, request, yes: options.yes === true });
}

function requestOf(cluster: string, options: Options): SwitchoverRequest {
  return {
    cluster,
    to: options.to,
    leaveBehind: options.leaveBehind ?? [],
    accept: (options.accept ?? []).map(parseAcceptance),
  };
}

interface Beginning {
  readonly preview: SwitchoverPreview;
  readonly planId: string;
  readonly request: SwitchoverRequest;
  readonly yes: boolean;
}

async function begin(engine: Engine, invocation: Invocation, beginning: Beginning): Promise<Answer> {
  const { preview, planId, request, yes } = beginning;
  try {
    if (!yes) {
      if (invocation.world.terminal.interactive) {
        invocation.say(renderPreview(preview, invocation.look(invocation.world.stderr)));
      }
      await confirm(preview, invocation);
    }
    const reason = yes ? 'accepted with --yes' : 'accepted at the confirmation';
    const accept = [...request.accept, ...acceptWarnings(preview.guards, reason)];
    const run = new RunningSwitchover(engine, invocation, {
      planId,
      accept,
      confirm: preview.cluster,
      answersYes: yes,
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

function rehearsed(preview: SwitchoverPreview, invocation: Invocation): Answer {
  return {
    exit: preview.runnable ? exitCodes.done : exitCodes.refused,
    document: previewDocument(preview, invocation.words),
    text: (look) => renderPreview(preview, look),
  };
}

/** Nothing has begun: a guard refuses, or `thrown` says why not. */
function refused(preview: SwitchoverPreview, thrown: unknown, invocation: Invocation): Answer {
  const error = thrown === null ? null : reportOf(thrown);
  return {
    exit: error === null ? exitCodes.refused : exitOfError(error.code),
    document: refusedDocument(preview, error, invocation.words),
    isError: error !== null,
    text: (look) => (error === null ? renderRefusal(preview, look) : renderError(error, look)),
  };
}
