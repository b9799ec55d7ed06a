import type { Command } from 'commander';
import type { DumpPreview, DumpRequest } from '../../../shared/domain/dump.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Answer } from '../answer.ts';
import { dumpDocument, dumpPreviewDocument } from '../documents/dump-document.ts';
import { DumpBar } from '../dump-bar.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { chosenClusters } from '../known-cluster.ts';
import { inFolder } from '../paths.ts';
import { renderDump, renderDumpPreview } from '../render/dump.ts';
import type { World } from '../world.ts';
import type { Act } from './act.ts';

interface Options {
  readonly from: string;
  readonly out: string;
  readonly databases?: string;
  readonly keepStopped?: true;
  readonly program?: string;
  readonly dryRun?: true;
  readonly yes?: true;
}

export function dump(parent: Command, act: Act): void {
  parent
    .command('dump')
    .description('dump a server with both pairs of coordinates: its own, and those on its {source}')
    .argument('<cluster>')
    .requiredOption('--from <server>', 'the server to dump')
    .requiredOption('--out <file>', 'where to; .gz and .zst are compressed; never over a file')
    .option('--databases <names>', 'only these, separated by commas; else all but the server’s own')
    .option('--keep-stopped', 'keep its SQL threads stopped to the end, for tables without transactions')
    .option('--program <file>', 'the dump program, instead of the one on the PATH')
    .option('--dry-run', 'show what would be done; changes nothing')
    .option('--yes', 'begin without asking')
    .action(
      act((invocation, cluster: string, options: Options) =>
        invocation.withEngine((engine) => dumpServer(engine, invocation, cluster, options)),
      ),
    );
}

async function dumpServer(engine: Engine, invocation: Invocation, name: string, options: Options): Promise<Answer> {
  await chosenClusters(engine, invocation, name);
  const request = requestOf(name, options, invocation.world);
  const preview = await engine.previewDump(request, invocation.signal);
  if (options.dryRun === true) return rehearsed(preview, invocation);
  const look = invocation.look(invocation.world.stderr);
  for (const line of renderDumpPreview(preview, look)) invocation.say(line);
  if (preview.refusals.length === 0 && preview.needsConsent && options.yes !== true) await confirm(preview, invocation);
  const bar = new DumpBar(invocation);
  invocation.isChangingServers = preview.statements.length > 0;
  try {
    const { signal } = invocation;
    const result = await engine.takeDump(request, {
      consent: true,
      agreed: preview,
      signal,
      onProgress: (at) => bar.show(at),
    });
    bar.clear();
    return {
      exit: exitCodes.done,
      document: { dump: dumpDocument(result, invocation.words) },
      text: (shown) => renderDump(result, shown),
    };
  } finally {
    bar.clear();
    invocation.isChangingServers = false;
  }
}

function requestOf(cluster: string, options: Options, { folder, home }: World): DumpRequest {
  const databases =
    options.databases
      ?.split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '') ?? null;
  if (databases?.length === 0) throw new SignalboxError('bad-usage', '--databases names no database.');
  return {
    cluster,
    from: options.from,
    out: inFolder(options.out.replace(/^~(?=\/)/, home), folder),
    databases,
    keepStopped: options.keepStopped === true,
    program: options.program === undefined ? null : programOf(options.program, folder),
  };
}

/** A name alone is looked for on the PATH. */
function programOf(program: string, folder: string): string {
  return /[/\\]/.test(program) ? inFolder(program, folder) : program;
}

function rehearsed(preview: DumpPreview, invocation: Invocation): Answer {
  return {
    exit: preview.refusals.length === 0 ? exitCodes.done : exitCodes.refused,
    document: { preview: dumpPreviewDocument(preview, invocation.words) },
    text: (look) => [...renderDumpPreview(preview, look), 'Nothing was changed.'].join('\n'),
  };
}

/** @throws SignalboxError `confirmation-needed`. */
async function confirm(preview: DumpPreview, invocation: Invocation): Promise<void> {
  const { terminal } = invocation.world;
  if (!terminal.interactive) {
    throw new SignalboxError(
      'confirmation-needed',
      'Nothing was changed: there is no terminal to confirm this at. Look at it with --dry-run, then run it with --yes.',
    );
  }
  const answer = await terminal.ask(`Dump ${preview.server}. Begin? [y/N] `, invocation.signal);
  if (/^y(es)?$/i.test(answer.trim())) return;
  throw new SignalboxError('confirmation-needed', 'Not confirmed: nothing was changed.');
}
