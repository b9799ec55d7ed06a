import type { Command } from 'commander';
import type { Engine } from '../../engine/engine.ts';
import type { Answer } from '../answer.ts';
import { carryOut } from '../carry-out.ts';
import type { Invocation } from '../invocation.ts';
import { chosenClusters } from '../known-cluster.ts';
import { acceptancesOf, planOptions, type PlanOptions } from '../plan-options.ts';
import type { Act } from './act.ts';

interface Options extends PlanOptions {
  readonly server: string;
}

export function rejoin(parent: Command, act: Act): void {
  const command = parent
    .command('rejoin')
    .description('let an old {source} that is back follow the new one, once nothing of its own is found')
    .argument('<cluster>')
    .requiredOption('--server <address>', 'the old {source}: address, alias, label or host name');
  planOptions(command).action(
    act((invocation, cluster: string, options: Options) =>
      invocation.withEngine((engine) => letFollow(engine, invocation, cluster, options)),
    ),
  );
}

async function letFollow(engine: Engine, invocation: Invocation, name: string, options: Options): Promise<Answer> {
  const accept = acceptancesOf(options);
  await chosenClusters(engine, invocation, name);
  const preview = await engine.previewRejoin({ cluster: name, server: options.server, accept }, invocation.signal);
  return carryOut(preview, accept, options, engine, invocation);
}
