import { Option, type Command } from 'commander';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ReplicationTls, WantedContinuation } from '../../../shared/plans/change-master-view.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Answer } from '../answer.ts';
import { carryOut } from '../carry-out.ts';
import type { Invocation } from '../invocation.ts';
import { chosenClusters } from '../known-cluster.ts';
import { acceptancesOf, planOptions, type PlanOptions } from '../plan-options.ts';
import type { Act } from './act.ts';

interface Options extends PlanOptions {
  readonly replica: string;
  readonly channel?: string;
  readonly to: string;
  readonly position?: string;
  readonly gtid?: true;
  readonly match?: true;
  readonly tls?: 'on' | 'off' | 'verify';
  readonly tlsCa?: string;
}

export function changeMaster(parent: Command, act: Act): void {
  const command = parent
    .command('change-master')
    .description('point a {replica} at another {source}, or at the same one by another way, with a proved position')
    .argument('<cluster>')
    .requiredOption('--replica <address>', 'the {replica} whose channel is changed')
    .requiredOption('--to <address>', 'host or host:port as the {replica} is to name it, or a server of the cluster')
    .option('--channel <name>', 'which channel; may be left out where there is one')
    .addOption(new Option('--gtid', 'go on by GTID').conflicts(['position', 'match']))
    .addOption(
      new Option('--position <file:offset>', 'where you think that it goes on; must be the proved place').conflicts(
        'match',
      ),
    )
    .option('--match', 'find its last transactions in the new {source}’s log, by content')
    .addOption(
      new Option('--tls <mode>', 'encryption from now on; left out: as it is').choices(['on', 'off', 'verify']),
    )
    .option('--tls-ca <file>', 'CA file, on the {replica}');
  planOptions(command).action(
    act((invocation, cluster: string, options: Options) =>
      invocation.withEngine((engine) => change(engine, invocation, cluster, options)),
    ),
  );
}

async function change(engine: Engine, invocation: Invocation, cluster: string, options: Options): Promise<Answer> {
  const request = {
    cluster,
    replica: options.replica,
    channel: options.channel ?? null,
    to: options.to,
    tls: tlsOf(options),
    continuation: continuationOf(options),
    accept: acceptancesOf(options),
  };
  await chosenClusters(engine, invocation, cluster);
  const preview = await engine.previewChangeMaster(request, invocation.signal);
  return carryOut(preview, request.accept, options, engine, invocation);
}

function continuationOf({ position, gtid, match }: Options): WantedContinuation {
  if (gtid === true) return { kind: 'gtid' };
  if (match === true) return { kind: 'match' };
  if (position === undefined) return { kind: 'auto' };
  const typed = /^(\S+):(\d{1,15})$/.exec(position);
  if (typed?.[1] === undefined || typed[2] === undefined)
    throw new SignalboxError(
      'bad-usage',
      `“${position}” is not a position: write FILE:OFFSET, as binlog.000042:15204.`,
    );
  return { kind: 'position', file: typed[1], offset: Number(typed[2]) };
}

function tlsOf({ tls, tlsCa }: Options): ReplicationTls | null {
  if (tls === undefined && tlsCa === undefined) return null;
  return { enabled: tls !== 'off', verify: tls === 'verify', ca: tlsCa ?? null };
}
