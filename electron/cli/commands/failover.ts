import type { Command } from 'commander';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { FailoverRequest } from '../../../shared/plans/failover-view.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Answer } from '../answer.ts';
import { carryOut } from '../carry-out.ts';
import type { Invocation } from '../invocation.ts';
import { chosenClusters } from '../known-cluster.ts';
import { acceptancesOf, collect, planOptions, type PlanOptions } from '../plan-options.ts';
import { inFolder } from '../paths.ts';
import type { Act } from './act.ts';

interface Options extends PlanOptions {
  readonly to?: string;
  readonly leaveBehind?: readonly string[];
  readonly dutyHours?: string;
  readonly binlogs?: string;
  readonly fence?: boolean;
}

const usualDutyHours = 24; // h
const mostDutyHours = 720; // h

export function failover(parent: Command, act: Act): void {
  const command = parent
    .command('failover')
    .description('the {source} is gone: let a {replica} take over, with the evidence and the loss said first')
    .argument('<cluster>')
    .option('--to <address>', 'the new {source}; left out: the most advanced {replica}')
    .option('--leave-behind <address>', 'a {replica} that is not to follow; may be given again', collect)
    .option('--duty-hours <hours>', `keep the old {source} closed when it comes back, for so long; 0: do not`);
  command.option(
    '--binlogs <folder>',
    'the old {source}’s binary log files: what nobody received is applied before the opening',
  );
  command.option('--fence', 'the old {source} answers and can’t be closed: run the hooks at “fence” first');
  planOptions(command).action(
    act((invocation, cluster: string, options: Options) =>
      invocation.withEngine((engine) => failOver(engine, invocation, cluster, options)),
    ),
  );
}

async function failOver(engine: Engine, invocation: Invocation, name: string, options: Options): Promise<Answer> {
  const request = requestOf(name, options, invocation.world.folder);
  await chosenClusters(engine, invocation, name);
  const preview = await engine.previewFailover(request, invocation.signal);
  return carryOut(preview, request.accept, options, engine, invocation);
}

function requestOf(cluster: string, options: Options, folder: string): FailoverRequest {
  return {
    cluster,
    to: options.to ?? null,
    leaveBehind: options.leaveBehind ?? [],
    dutyHours: hoursOf(options.dutyHours),
    binlogs: options.binlogs === undefined ? null : inFolder(options.binlogs, folder),
    fence: options.fence === true,
    accept: acceptancesOf(options),
  };
}

function hoursOf(text: string | undefined): number {
  if (text === undefined) return usualDutyHours;
  const hours = Number(text);
  if (text.trim() !== '' && Number.isFinite(hours) && hours >= 0 && hours <= mostDutyHours) return hours;
  throw new SignalboxError('bad-usage', `--duty-hours takes 0 to ${String(mostDutyHours)}; “${text}” is none.`);
}
