import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { OperationDetail } from '../../../shared/domain/journal.ts';
import { inWords } from '../../../shared/domain/words.ts';
import { incidentLines, incidentMarkdown } from '../../../shared/plans/incident.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Answer } from '../answer.ts';
import { summaryDocument } from '../documents/operation-document.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { inFolder } from '../paths.ts';
import { plainText } from '../render/printable.ts';
import { isoTime, localTime } from '../render/time.ts';
import type { Act } from './act.ts';

/** Every failover is an incident: `list`, `show`, `note`, `acknowledge`, `export`. */
export function incidents(parent: Command, act: Act): void {
  const command = parent
    .command('incidents')
    .description('failovers: what was known, decided and done, and notes on it');
  command
    .command('list')
    .description('failovers, the latest first')
    .option('--cluster <name>')
    .action(act(listIncidents));
  command.command('show').description('its timeline').argument('<id>').action(act(showIncident));
  command
    .command('note')
    .description('add a note to its timeline')
    .argument('<id>')
    .requiredOption('--note <text>', 'what is to be known of it')
    .action(act((invocation, id: string, { note }: { readonly note: string }) => addNote(invocation, id, note, false)));
  command
    .command('acknowledge')
    .description('say that somebody has looked at it: another failover may follow')
    .argument('<id>')
    .requiredOption('--note <text>', 'what was found')
    .action(act((invocation, id: string, { note }: { readonly note: string }) => addNote(invocation, id, note, true)));
  command
    .command('export')
    .description('write it as Markdown')
    .argument('<id>')
    .requiredOption('--out <file>', 'where to')
    .action(act((invocation, id: string, { out }: { readonly out: string }) => exportIncident(invocation, id, out)));
}

async function listIncidents(invocation: Invocation, options: { readonly cluster?: string }): Promise<Answer> {
  const found = await invocation.withEngine((engine) => Promise.resolve(engine.incidents(options.cluster ?? null)));
  return {
    exit: exitCodes.done,
    document: {
      incidents: found.map(({ operation, acknowledged, notes }) => ({
        ...summaryDocument(operation),
        acknowledged: acknowledged === null ? null : { at: isoTime(acknowledged.at), note: acknowledged.note },
        notes,
      })),
    },
    text: (look) =>
      found.length === 0
        ? 'There was no failover.'
        : found
            .map(
              ({ operation: { id, startedAt, title, outcome }, acknowledged }) =>
                `${localTime(startedAt)}  ${id}  ${plainText(inWords(title, look.words))}  ${outcome ?? 'not ended'}${acknowledged === null ? '' : ', acknowledged'}`,
            )
            .join('\n'),
  };
}

async function showIncident(invocation: Invocation, id: string): Promise<Answer> {
  const detail = await invocation.withEngine((engine) => Promise.resolve(incidentOf(engine, id)));
  return answerOf(detail);
}

function answerOf(detail: OperationDetail): Answer {
  const lines = incidentLines(detail).toSorted((a, b) => a.at - b.at);
  return {
    exit: exitCodes.done,
    document: {
      incident: summaryDocument(detail),
      timeline: lines.map(({ at, what, text }) => ({ at: isoTime(at), what, text })),
    },
    text: (look) =>
      lines
        .map(({ at, what, text }) => `${localTime(at)}  ${what.padEnd(8)}  ${plainText(inWords(text, look.words))}`)
        .join('\n'),
  };
}

async function addNote(invocation: Invocation, id: string, note: string, acknowledged: boolean): Promise<Answer> {
  const detail = await invocation.withEngine((engine) => {
    incidentOf(engine, id);
    return Promise.resolve(engine.remark(id, note, acknowledged));
  });
  return answerOf(detail);
}

async function exportIncident(invocation: Invocation, id: string, out: string): Promise<Answer> {
  const detail = await invocation.withEngine((engine) => Promise.resolve(incidentOf(engine, id)));
  const path = inFolder(out, invocation.world.folder);
  const text = inWords(incidentMarkdown(detail), invocation.words);
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SignalboxError('bad-usage', `${path} can't be written: ${why}`);
  }
  return { exit: exitCodes.done, document: { incident: id, out: path }, text: () => `Written: ${path}` };
}

/** @throws SignalboxError `bad-usage` for an operation of another kind, `journal-entry-unknown`. */
function incidentOf(engine: Engine, id: string): OperationDetail {
  const detail = engine.journalOperation(id);
  if (detail.kind === 'failover') return detail;
  throw new SignalboxError('bad-usage', `${id} is no failover: signalbox journal show ${id} shows it.`);
}
