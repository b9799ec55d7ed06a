import type { Command } from 'commander';
import { Option } from 'commander';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ImportPreview, ImportRequest, ImportResult } from '../../../shared/import/import-view.ts';
import type { Engine } from '../../engine/engine.ts';
import { acceptWarnings, uselessness } from '../acceptance.ts';
import type { Answer } from '../answer.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { ImportProgressLine } from '../import-progress.ts';
import type { Invocation } from '../invocation.ts';
import { inFolder } from '../paths.ts';
import { acceptancesOf, collect } from '../plan-options.ts';
import { renderImportPreview, renderImportResult } from '../render/import.ts';
import type { Act } from './act.ts';
import { tellLeftSettings } from './import-settings.ts';

interface Options {
  readonly to: string;
  readonly cluster?: string;
  readonly database?: string;
  readonly parallel?: string;
  readonly notLogged?: true;
  readonly marks: boolean;
  readonly skipErrors?: string;
  readonly relaxDurability?: true;
  readonly redoLog: boolean;
  readonly analyze: boolean;
  readonly checksum?: true;
  readonly applyGtids?: true;
  readonly overwrite?: true;
  readonly resume?: string;
  readonly dryRun?: true;
  readonly accept?: readonly string[];
  readonly yes?: true;
  readonly confirm?: string;
}

export function importDump(parent: Command, act: Act): void {
  parent
    .command('import')
    .description('import a dump, over several connections at a time')
    .argument('<file>', '.sql, .sql.gz, .sql.zst, .sql.bz2, .sql.xz; - for standard input')
    .requiredOption('--to <address>', 'the server that gets it')
    .option('--cluster <name>', 'whose account is used; left out: the cluster that the server is in, or the only one')
    .option('--database <name>', 'for a dump that does not say where its tables go')
    .option('--parallel <number>', 'connections that send rows')
    .option('--not-logged', 'keep it out of the binary log: {replicas} of the server get nothing of it')
    .addOption(new Option('--no-marks', 'keep nothing in the server of what is done: it can’t be resumed then'))
    .option(
      '--overwrite',
      'drop tables that are in the way first, with their rows; those with rows are a loss to accept',
    )
    .option('--skip-errors <numbers>', 'pass over statements that meet these errors, e.g. 1062,1146')
    .option(
      '--relax-durability',
      'commits are not flushed one by one meanwhile, on the whole server; set back at the end',
    )
    .addOption(
      new Option(
        '--no-redo-log',
        'InnoDB’s redo log is off meanwhile: a server that is killed then is lost (MySQL 8.0.21+)',
      ),
    )
    .addOption(new Option('--no-analyze', 'leave out ANALYZE TABLE at the end'))
    .option('--checksum', 'tell CHECKSUM TABLE of each table at the end')
    .option('--apply-gtids', 'tell the server at the end which GTIDs are in the dump (GTID_PURGED, gtid_slave_pos)')
    .option('--resume <id>', 'go on with an import that did not end')
    .option('--dry-run', 'look at the dump and the server; change nothing')
    .option('--accept <code[@server]=reason>', 'take a warning or a loss on yourself; may be given again', collect)
    .option('--yes', 'begin without asking; takes warnings along, but no losses')
    .option('--confirm <cluster>', 'the cluster’s name, as it would be typed: begin without asking')
    .action(
      act((invocation, file: string, options: Options) =>
        invocation.withEngine((engine) => importFile(engine, invocation, file, options)),
      ),
    );
}

async function importFile(engine: Engine, invocation: Invocation, file: string, options: Options): Promise<Answer> {
  const request = await requestOf(engine, invocation, file, options);
  const line = new ImportProgressLine(invocation);
  await tellLeftSettings(engine, invocation);
  const stream = request.file === null ? invocation.world.stdin() : null;
  const preview = await engine.previewImport(request, stream, (read, of) => line.reading(read, of), invocation.signal);
  line.clear();
  for (const acceptance of request.accept) {
    const useless = uselessness(acceptance, preview.guards);
    if (useless !== null) invocation.say(useless);
  }
  if (options.dryRun === true || !preview.runnable) return shown(preview);
  const confirm = await confirmed(preview, options, invocation);
  const accept = acceptWarnings(preview.guards, 'accepted at the confirmation');
  const { importId } = preview;
  const result = await engine.runImport({
    importId,
    accept,
    confirm,
    signal: invocation.signal,
    onEvent: (event) => line.event(event),
  });
  line.clear();
  return answerOf(result, preview);
}

async function requestOf(
  engine: Engine,
  invocation: Invocation,
  file: string,
  options: Options,
): Promise<ImportRequest> {
  return {
    cluster: options.cluster ?? (await clusterOf(engine, options.to)),
    server: options.to,
    file: file === '-' ? null : inFolder(file, invocation.world.folder),
    database: options.database ?? null,
    parallel: options.parallel === undefined ? null : numberIn(options.parallel, '--parallel'),
    logged: options.notLogged !== true,
    keepsMarks: options.marks,
    skipErrors: (options.skipErrors ?? '')
      .split(',')
      .filter((text) => text.trim() !== '')
      .map((text) => numberIn(text, '--skip-errors')),
    speed: [
      ...(options.relaxDurability === true ? ['durability' as const] : []),
      ...(options.redoLog ? [] : ['redo-log' as const]),
    ],
    analyze: options.analyze,
    checksum: options.checksum === true,
    applyGtids: options.applyGtids === true,
    overwrite: options.overwrite === true,
    resume: options.resume ?? null,
    accept: acceptancesOf(options),
  };
}

function numberIn(text: string, option: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new SignalboxError('bad-usage', `${option} takes whole numbers above 0; “${text}” is none.`);
}

/** The one that names the server, else the only one. */
async function clusterOf(engine: Engine, server: string): Promise<string> {
  const clusters = await engine.clusters();
  const naming =
    clusters.find(({ seeds }) => seeds.includes(server)) ?? (clusters.length === 1 ? clusters[0] : undefined);
  if (naming !== undefined) return naming.name;
  throw new SignalboxError(
    'bad-usage',
    `With whose account? Name a cluster (--cluster): ${clusters.map(({ name }) => name).join(', ')}.`,
  );
}

/** The name that was given, or typed; null where none is needed. @throws SignalboxError `confirmation-needed` */
async function confirmed(preview: ImportPreview, options: Options, invocation: Invocation): Promise<string | null> {
  if (options.confirm !== undefined) return options.confirm;
  const needsName = preview.environment === 'production' || preview.guards.some(({ verdict }) => verdict === 'loss');
  if (options.yes === true) return null;
  const { terminal } = invocation.world;
  const notConfirmed = (text: string): SignalboxError => new SignalboxError('confirmation-needed', text);
  if (!terminal.interactive)
    throw notConfirmed(
      'Nothing was changed: there is no terminal to confirm this at. Look at it with --dry-run, then run it with --yes.',
    );
  invocation.say(renderImportPreview(preview, invocation.look(invocation.world.stderr)));
  const what = `${preview.file} goes to ${preview.server}.`;
  const question = needsName ? `${what} Type the cluster’s name to begin: ` : `${what} Begin? [y/N] `;
  const answer = (await terminal.ask(question, invocation.signal)).trim();
  if (needsName ? answer === preview.cluster : /^y(es)?$/i.test(answer)) return needsName ? answer : null;
  throw notConfirmed('Not confirmed: nothing was changed.');
}

function shown(preview: ImportPreview): Answer {
  return {
    exit: preview.runnable ? exitCodes.done : exitCodes.refused,
    document: { import: preview },
    text: (look) => renderImportPreview(preview, look),
  };
}

function answerOf(result: ImportResult, preview: ImportPreview): Answer {
  return {
    exit: exitOf(result),
    document: { import: preview, result },
    isError: result.error !== null,
    text: (look) => renderImportResult(result, preview, look),
  };
}

function exitOf({ outcome, skipped, gtids }: ImportResult): ExitCode {
  switch (outcome) {
    case 'done':
      return skipped.some(({ reason }) => reason === 'error') || gtids?.how === 'failed'
        ? exitCodes.leftBehind
        : exitCodes.done;
    case 'refused':
      return exitCodes.refused;
    case 'stopped':
      return exitCodes.needsOperator;
    case 'cancelled':
      return exitCodes.interrupted;
  }
}
