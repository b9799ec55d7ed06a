import { Command, Option } from 'commander';
import type { Words } from '../../shared/domain/words.ts';
import type { Act } from './commands/act.ts';
import { acknowledge } from './commands/acknowledge.ts';
import { attach } from './commands/attach.ts';
import { changeMaster } from './commands/change-master.ts';
import { clusterAdd } from './commands/cluster-add.ts';
import { clusterList } from './commands/cluster-list.ts';
import { clusterRemove } from './commands/cluster-remove.ts';
import { journalAbandon } from './commands/journal-abandon.ts';
import { journalList } from './commands/journal-list.ts';
import { journalSamples } from './commands/journal-samples.ts';
import { journalShow } from './commands/journal-show.ts';
import { journalVerify } from './commands/journal-verify.ts';
import { operationsHandOver } from './commands/operations-hand-over.ts';
import { operationsList } from './commands/operations-list.ts';
import { operationsResume } from './commands/operations-resume.ts';
import { operationsShow } from './commands/operations-show.ts';
import { operationsUndo } from './commands/operations-undo.ts';
import { putBack } from './commands/put-back.ts';
import { record } from './commands/record.ts';
import { status } from './commands/status.ts';
import { dump } from './commands/dump.ts';
import { duties } from './commands/duties.ts';
import { incidents } from './commands/incidents.ts';
import { importSettings } from './commands/import-settings.ts';
import { importDump } from './commands/import.ts';
import { rejoin } from './commands/rejoin.ts';
import { failover } from './commands/failover.ts';
import { switchover } from './commands/switchover.ts';
import { watch } from './commands/watch.ts';
import { yardDown } from './commands/yard-down.ts';
import { yardStatus } from './commands/yard-status.ts';
import { yardUp } from './commands/yard-up.ts';

export const wordChoices = ['master-slave', 'source-replica'] as const satisfies readonly Words[];

export interface ProgramOutput {
  /** Help and version, which were asked for. */
  readonly out: (text: string) => void;
}

/** The whole command line. It never ends the process: commander's errors are thrown. */
export function buildProgram(version: string, act: Act, { out }: ProgramOutput): Command {
  const program = new Command('signalbox')
    .description('See MySQL and MariaDB replication, record positions, and switch over under guards.')
    .version(version)
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .configureOutput({
      writeOut: out,
      writeErr: () => undefined,
      outputError: () => undefined,
    })
    .option('--config <file>', 'configuration instead of the one in your configuration folder')
    .option('--data-dir <folder>', 'where journal and secrets are; also SIGNALBOX_DATA_DIR')
    .option('--json', 'one JSON document on standard output')
    .addOption(new Option('--words <words>', 'how servers are called').choices(wordChoices))
    .option('--no-color', 'no colours; also NO_COLOR')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 refused by a guard, 2 bad usage or configuration, 3 failed and undone,\n4 needs the operator, 5 no server answered, 6 done with servers left behind. More: docs/cli.md',
    );
  addCommands(program, act);
  return program;
}

function addCommands(program: Command, act: Act): void {
  const yard = program.command('yard').description('practice servers on this machine');
  for (const add of [yardUp, yardDown, yardStatus]) add(yard, act);
  const cluster = program.command('cluster').description('the clusters in the configuration');
  for (const add of [clusterAdd, clusterList, clusterRemove]) add(cluster, act);
  for (const add of [status, watch, record, acknowledge, dump]) add(program, act);
  const journal = program.command('journal').description('what was recorded and done');
  for (const add of [journalList, journalShow, journalSamples, journalVerify, journalAbandon]) add(journal, act);
  const operations = program.command('operations').description('what has begun and not ended, and the ways out of it');
  for (const add of [operationsList, operationsShow, operationsResume, operationsUndo, operationsHandOver])
    add(operations, act);
  for (const add of [
    switchover,
    failover,
    rejoin,
    attach,
    changeMaster,
    putBack,
    duties,
    incidents,
    importDump,
    importSettings,
  ])
    add(program, act);
}
