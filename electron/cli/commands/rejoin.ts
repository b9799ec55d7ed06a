import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Answer } from '../answer.ts';
import { carryOut } from '../carry-out.ts';
import { exitCodes } from '../exit-codes.ts';
import { inFolder } from '../paths.ts';
import type { Invocation } from '../invocation.ts';
import { chosenClusters } from '../known-cluster.ts';
import { acceptancesOf, planOptions, type PlanOptions } from '../plan-options.ts';
import type { Act } from './act.ts';

interface Options extends PlanOptions {
  readonly server: string;
  readonly extraSql?: string;
}

export function rejoin(parent: Command, act: Act): void {
  const command = parent
    .command('rejoin')
    .description('let an old {source} that is back follow the new one, once nothing of its own is found')
    .argument('<cluster>')
    .requiredOption('--server <address>', 'the old {source}: address, alias, label or host name');
  command.option('--extra-sql <file>', 'write its transactions that the new {source} lacks as SQL, and change nothing');
  planOptions(command).action(
    act((invocation, cluster: string, options: Options) =>
      invocation.withEngine((engine) =>
        options.extraSql === undefined
          ? letFollow(engine, invocation, cluster, options)
          : writeExtra(engine, invocation, cluster, { server: options.server, out: options.extraSql }),
      ),
    ),
  );
}

async function letFollow(engine: Engine, invocation: Invocation, name: string, options: Options): Promise<Answer> {
  const accept = acceptancesOf(options);
  await chosenClusters(engine, invocation, name);
  const preview = await engine.previewRejoin({ cluster: name, server: options.server, accept }, invocation.signal);
  return carryOut(preview, accept, options, engine, invocation);
}

/** Row values are in it: readable by its owner alone, and never over another file. */
async function writeExtra(
  engine: Engine,
  invocation: Invocation,
  name: string,
  { server, out }: { readonly server: string; readonly out: string },
): Promise<Answer> {
  await chosenClusters(engine, invocation, name);
  const path = inFolder(out, invocation.world.folder);
  const sql = engine.extraTransactionsSql(name, server, invocation.signal);
  await pipeline(sql, createWriteStream(path, { flags: 'wx', mode: 0o600 })).catch((error: unknown) => {
    if (error instanceof SignalboxError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new SignalboxError('bad-usage', `${path} can't be written: ${why}`);
  });
  return { exit: exitCodes.done, document: { server, out: path }, text: () => `Written: ${path}` };
}
