import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { clusterShapes, fewestReplicas, type ClusterShape } from '../../../shared/domain/cluster-shape.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import { flavours } from '../../../shared/domain/flavour.ts';
import type { Flavour } from '../../../shared/domain/flavour.ts';
import type { YardProgress } from '../../../shared/ipc/contract.ts';
import type { Answer } from '../answer.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { inFolder } from '../paths.ts';
import { renderYard } from '../render/yard.ts';
import type { Act } from './act.ts';

interface Options {
  readonly family: Flavour;
  readonly replicas: number;
  readonly positions?: 'gtid' | 'file';
  readonly shape: ClusterShape;
  readonly configOut?: string;
}

export function yardUp(parent: Command, act: Act): void {
  parent
    .command('up')
    .description('start practice servers on this machine; they live on until “yard down”')
    .addOption(new Option('--family <family>', 'kind of servers').choices(flavours).default('mariadb'))
    .option('--replicas <n>', 'how many beside the first (1 to 20)', replicasOf, 2)
    .addOption(
      new Option('--positions <kind>', 'how they replicate')
        .choices(['gtid', 'file'])
        .default(undefined, 'gtid, on mysql56 file'),
    )
    .addOption(
      new Option('--shape <shape>', 'who follows whom (a chain needs 2 replicas or more)')
        .choices(clusterShapes)
        .default('star'),
    )
    .option('--config-out <file>', "write the yard's configuration there, for --config, and not into the user's own")
    .action(act(raiseYard));
}

function replicasOf(text: string): number {
  const replicas = Number(text);
  if (Number.isInteger(replicas) && replicas >= 1 && replicas <= 20) return replicas;
  throw new InvalidArgumentError('It is a number from 1 to 20.');
}

async function raiseYard(invocation: Invocation, options: Options): Promise<Answer> {
  const { family, replicas, shape, configOut } = options;
  const positions = options.positions ?? (family === 'mysql56' ? 'file' : 'gtid');
  if (replicas < fewestReplicas(shape)) {
    throw new SignalboxError('bad-usage', 'A chain has at least 2 {replicas}: one below the other.');
  }
  const file = configOut === undefined ? invocation.configPath : inFolder(configOut, invocation.world.folder);
  const tell = (progress: YardProgress): void => {
    if (progress.kind === 'progress') invocation.say(progress.message);
  };
  const yard = await invocation.withEngine(async (engine) => {
    // A file that can't take the yard is to be told before servers are started.
    await engine.clusters();
    return engine.yardUp({ family, replicas, positions, shape }, tell, invocation.signal);
  }, file);
  const config = configOut === undefined ? '' : ` --config ${configOut}`;
  return {
    exit: exitCodes.done,
    document: { yard, file },
    text: (look) =>
      `${renderYard(yard, look)}\nIt is cluster “${yard.cluster ?? 'yard'}” in ${file}. Look at it: signalbox status ${yard.cluster ?? 'yard'}${config}`,
  };
}
