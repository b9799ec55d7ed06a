import type { Command } from 'commander';
import type { SwitchoverRequest } from '../../../shared/plans/switchover-view.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Answer } from '../answer.ts';
import { carryOut } from '../carry-out.ts';
import type { Invocation } from '../invocation.ts';
import { chosenClusters } from '../known-cluster.ts';
import { acceptancesOf, collect, planOptions, type PlanOptions } from '../plan-options.ts';
import type { Act } from './act.ts';

interface Options extends PlanOptions {
  readonly to: string;
  readonly leaveBehind?: readonly string[];
}

export function switchover(parent: Command, act: Act): void {
  const command = parent
    .command('switchover')
    .description('make another server the {source}, under guards, with an undo')
    .argument('<cluster>')
    .requiredOption('--to <address>', 'the new {source}: address, alias, label or host name')
    .option('--leave-behind <address>', 'a {replica} that is not to follow; may be given again', collect);
  planOptions(command).action(
    act((invocation, cluster: string, options: Options) =>
      invocation.withEngine((engine) => switchOver(engine, invocation, cluster, options)),
    ),
  );
}

async function switchOver(engine: Engine, invocation: Invocation, name: string, options: Options): Promise<Answer> {
  const request = requestOf(name, options);
  await chosenClusters(engine, invocation, name);
  const preview = await engine.previewSwitchover(request, invocation.signal);
  return carryOut(preview, request.accept, options, engine, invocation);
}

function requestOf(cluster: string, options: Options): SwitchoverRequest {
  return {
    cluster,
    to: options.to,
    leaveBehind: options.leaveBehind ?? [],
    accept: acceptancesOf(options),
  };
}
