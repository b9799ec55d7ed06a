import { Option, type Command } from 'commander';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { WantedStart } from '../../../shared/plans/attach-view.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Answer } from '../answer.ts';
import { carryOut } from '../carry-out.ts';
import type { Invocation } from '../invocation.ts';
import { chosenClusters } from '../known-cluster.ts';
import { inFolder } from '../paths.ts';
import { acceptancesOf, planOptions, type PlanOptions } from '../plan-options.ts';
import type { Act } from './act.ts';

interface Options extends PlanOptions {
  readonly server: string;
  readonly to: string;
  readonly coordinatesFrom?: string;
  readonly import?: string;
  readonly pair?: 'own' | 'upstream';
  readonly by?: 'gtid' | 'file';
  readonly position?: string;
  readonly gtid?: string;
  readonly gtidAuto?: true;
  readonly dropOwnLog?: true;
  readonly withFilters?: true;
}

const starts = ['coordinatesFrom', 'import', 'position', 'gtid', 'gtidAuto'];

export function attach(parent: Command, act: Act): void {
  const start = (flags: string, text: string, name: string): Option =>
    new Option(flags, text).conflicts(starts.filter((other) => other !== name));
  const command = parent
    .command('attach')
    .description('make a server that follows nobody a {replica}, from where the dump in it was taken')
    .argument('<cluster>')
    .requiredOption('--server <address>', 'the server that becomes a {replica}; need not be known to the cluster')
    .requiredOption('--to <address>', 'the server that it is to follow')
    .addOption(start('--coordinates-from <file>', 'the dump that it was filled from', 'coordinatesFrom'))
    .addOption(start('--import <id>', 'the same, by the import that did it', 'import'))
    .addOption(
      new Option(
        '--pair <which>',
        'coordinates of the dump: own, to follow the dumped server; upstream, to follow that one’s {source}',
      ).choices(['own', 'upstream']),
    )
    .addOption(new Option('--by <way>', 'how it follows; left out: by GTID where both can').choices(['gtid', 'file']))
    .addOption(start('--position <file:offset>', 'begin there, in the log of the server that it follows', 'position'))
    .addOption(start('--gtid <set>', 'begin after these GTIDs', 'gtid'))
    .addOption(start('--gtid-auto', 'begin after the GTIDs that it says itself that it has', 'gtidAuto'))
    .option('--drop-own-log', 'first drop its own binary log, with the GTIDs of what it wrote itself')
    .option('--with-filters', 'the replication filters in its configuration are on purpose');
  planOptions(command).action(
    act((invocation, cluster: string, options: Options) =>
      invocation.withEngine((engine) => letFollow(engine, invocation, cluster, options)),
    ),
  );
}

async function letFollow(engine: Engine, invocation: Invocation, cluster: string, options: Options): Promise<Answer> {
  const request = {
    cluster,
    server: options.server,
    to: options.to,
    start: startOf(options, invocation.world.folder),
    dropOwnLog: options.dropOwnLog === true,
    withFilters: options.withFilters === true,
    accept: acceptancesOf(options),
  };
  await chosenClusters(engine, invocation, cluster);
  const preview = await engine.previewAttach(request, invocation.signal);
  return carryOut(preview, request.accept, options, engine, invocation);
}

/** @throws SignalboxError `bad-usage` where nothing says where it begins. */
function startOf(options: Options, folder: string): WantedStart {
  const { coordinatesFrom, import: importId, pair = null, by = null, position, gtid, gtidAuto } = options;
  if (coordinatesFrom !== undefined) return { kind: 'dump', from: inFolder(coordinatesFrom, folder), pair, by };
  if (importId !== undefined) return { kind: 'import', id: importId, pair, by };
  if (pair !== null || by !== null)
    throw new SignalboxError('bad-usage', '--pair and --by are about a dump: name it with --coordinates-from.');
  if (position !== undefined) return positionIn(position);
  if (gtid !== undefined) return { kind: 'gtid', gtid };
  if (gtidAuto === true) return { kind: 'as-it-stands' };
  throw new SignalboxError(
    'bad-usage',
    'Where does it begin? Name the dump (--coordinates-from FILE), or --import ID, --position FILE:OFFSET, --gtid SET or --gtid-auto.',
  );
}

function positionIn(text: string): WantedStart {
  const typed = /^(\S+):(\d{1,15})$/.exec(text);
  if (typed?.[1] === undefined || typed[2] === undefined)
    throw new SignalboxError('bad-usage', `“${text}” is not a position: write FILE:OFFSET, as binlog.000042:15204.`);
  return { kind: 'position', file: typed[1], offset: Number(typed[2]) };
}
