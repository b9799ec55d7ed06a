import type { Command } from 'commander';
import type { Answer } from '../answer.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import type { Act } from './act.ts';

export function clusterRemove(parent: Command, act: Act): void {
  parent
    .command('remove')
    .description('take a cluster out of the configuration; its servers and its journal stay as they are')
    .argument('<name>')
    .action(act(removeCluster));
}

async function removeCluster(invocation: Invocation, name: string): Promise<Answer> {
  await invocation.withEngine((engine) => engine.removeCluster(name));
  return {
    exit: exitCodes.done,
    document: { removed: name, file: invocation.configPath },
    text: () => `Removed cluster ${name} from ${invocation.configPath}.`,
  };
}
