import { Option } from 'commander';
import type { Command } from 'commander';
import type { Environment, TlsMode } from '../../../shared/domain/configuration.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ClusterDraft } from '../../../shared/ipc/contract.ts';
import { emptyDraft } from '../../engine/configuration/drafts.ts';
import { environments, tlsModes } from '../../engine/configuration/parse-cluster.ts';
import { parsePasswordRef, passwordRefForms } from '../../engine/secrets/password-ref.ts';
import type { Answer } from '../answer.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { inFolder } from '../paths.ts';
import type { Act } from './act.ts';

interface Options {
  readonly user: string;
  readonly password: string;
  readonly environment?: Environment;
  readonly label?: string;
  readonly replicationUser?: string;
  readonly replicationPassword?: string;
  readonly tls?: TlsMode;
  readonly tlsCa?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
}

export function clusterAdd(parent: Command, act: Act): void {
  parent
    .command('add')
    .description('write a cluster into the configuration; nothing is connected to')
    .argument('<name>', 'what the cluster is called')
    .argument('<addresses...>', 'host or host:port of one or more of its servers; the others are found')
    .requiredOption('--user <user>', 'account that Signalbox logs in with')
    .option('--password <ref>', passwordRefForms, 'ask')
    .addOption(new Option('--environment <which>', 'how careful to be').choices(environments))
    .option('--label <text>', 'how it is shown')
    .option('--replication-user <user>', 'account that replicas use')
    .option('--replication-password <ref>', passwordRefForms)
    .addOption(new Option('--tls <mode>', 'encryption').choices(tlsModes))
    .option('--tls-ca <file>', 'certificates to trust')
    .option('--tls-cert <file>', "the client's certificate")
    .option('--tls-key <file>', "the client's key")
    .action(act(addCluster));
}

async function addCluster(
  invocation: Invocation,
  name: string,
  addresses: readonly string[],
  options: Options,
): Promise<Answer> {
  const draft = draftOf(name, addresses, options, invocation.world.folder);
  const cluster = await invocation.withEngine((engine) => engine.addCluster(draft));
  const { configPath } = invocation;
  const seeds = cluster.seeds.join(', ');
  return {
    exit: exitCodes.done,
    document: { cluster, file: configPath },
    text: () =>
      `Added cluster ${cluster.name} (${cluster.environment}, ${seeds}) to ${configPath}.\nLook at it: signalbox status ${cluster.name}`,
  };
}

function draftOf(name: string, addresses: readonly string[], options: Options, folder: string): ClusterDraft {
  if (options.replicationPassword !== undefined && options.replicationUser === undefined) {
    throw new SignalboxError('bad-usage', '--replication-password needs --replication-user.');
  }
  const draft = emptyDraft(name, addresses, options.user);
  return {
    ...draft,
    label: options.label ?? name,
    environment: options.environment ?? draft.environment,
    password: refFrom(options.password, '--password', folder),
    tls: options.tls ?? draft.tls,
    tlsCaFile: pathFrom(options.tlsCa, folder),
    tlsCertFile: pathFrom(options.tlsCert, folder),
    tlsKeyFile: pathFrom(options.tlsKey, folder),
    replicationUser: options.replicationUser ?? null,
    replicationPassword:
      options.replicationPassword === undefined
        ? null
        : refFrom(options.replicationPassword, '--replication-password', folder),
  };
}

/** A path typed here is meant from here, while the file's are meant from the file. */
function refFrom(text: string, option: string, folder: string): string {
  const ref = parsePasswordRef(text);
  if (ref === null) {
    throw new SignalboxError(
      'config-plain-password',
      `${option} takes a reference, never the password itself: write ${passwordRefForms}.`,
    );
  }
  return ref.kind === 'file' ? `file:${inFolder(ref.path, folder)}` : text;
}

function pathFrom(path: string | undefined, folder: string): string | null {
  return path === undefined ? null : inFolder(path, folder);
}
