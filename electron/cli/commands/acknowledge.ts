import type { Command } from 'commander';
import type { Engine } from '../../engine/engine.ts';
import type { Answer } from '../answer.ts';
import { recordDocument } from '../documents/record-document.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { chosenClusters } from '../known-cluster.ts';
import type { Act } from './act.ts';

interface Options {
  readonly server: string;
  readonly note: string;
}

export function acknowledge(parent: Command, act: Act): void {
  parent
    .command('acknowledge')
    .description('say that a server is where it should be, after its position was lost and someone looked at it')
    .argument('<cluster>')
    .requiredOption('--server <address>', 'the server')
    .requiredOption('--note <text>', 'what was found and done, for whoever reads the journal')
    .action(
      act((invocation, cluster: string, options: Options) =>
        invocation.withEngine((engine) => acknowledgeServer(engine, invocation, cluster, options)),
      ),
    );
}

async function acknowledgeServer(
  engine: Engine,
  invocation: Invocation,
  cluster: string,
  { server, note }: Options,
): Promise<Answer> {
  await chosenClusters(engine, invocation, cluster);
  const record = await engine.acknowledge(cluster, server, note, invocation.signal);
  return {
    exit: exitCodes.done,
    document: { record: recordDocument(record) },
    text: () => `Acknowledged: the position of ${record.server} is recorded as ${record.id}.`,
  };
}
