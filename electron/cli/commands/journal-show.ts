import type { Command } from 'commander';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { OperationDetail } from '../../../shared/domain/journal.ts';
import type { RecordEntry } from '../../../shared/domain/record.ts';
import { inWords } from '../../../shared/domain/words.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Answer } from '../answer.ts';
import { operationDocument } from '../documents/operation-document.ts';
import { recordDocument } from '../documents/record-document.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Look } from '../render/look.ts';
import { plainText, printable } from '../render/printable.ts';
import { renderFields } from '../render/fields.ts';
import { localTime } from '../render/time.ts';
import type { Act } from './act.ts';

export function journalShow(parent: Command, act: Act): void {
  parent
    .command('show')
    .description('one record or operation in full')
    .argument('<id>')
    .action(act((invocation, id: string) => invocation.withEngine((engine) => Promise.resolve(showEntry(engine, id)))));
}

function showEntry(engine: Engine, id: string): Answer {
  const record = recordOf(engine, id);
  if (record !== null) {
    return {
      exit: exitCodes.done,
      document: { record: recordDocument(record) },
      text: (look) => renderRecord(record, look),
    };
  }
  const operation = engine.journalOperation(id);
  return {
    exit: exitCodes.done,
    document: { operation: operationDocument(operation) },
    text: (look) => renderOperation(operation, look),
  };
}

/** null when the id is none of a record; it may then be an operation's. */
function recordOf(engine: Engine, id: string): RecordEntry | null {
  try {
    return engine.journalRecord(id);
  } catch (thrown) {
    if (thrown instanceof SignalboxError && thrown.code === 'journal-entry-unknown') return null;
    throw thrown;
  }
}

function renderRecord(given: RecordEntry, look: Look): string {
  const { rawChannels, channels, ...record } = printable(given);
  const times = { at: localTime(record.at), readAt: localTime(record.readAt) };
  return [
    look.paint('bold', `Record ${record.id} of ${record.server}`),
    ...renderFields({ ...record, ...times }, look),
    ...channels.flatMap((channel) => [
      '',
      look.paint('bold', `Channel “${channel.name}”`),
      ...renderFields(channel, look),
    ]),
    ...rawChannels.flatMap((row) => ['', look.paint('bold', 'As the server said it'), ...renderFields(row, look)]),
  ].join('\n');
}

function renderOperation(given: OperationDetail, look: Look): string {
  const operation = printable(given);
  const ended = operation.endedAt === null ? 'unfinished' : localTime(operation.endedAt);
  const entries = operation.entries.map(({ at, entry }) => {
    const { kind, node, ...rest } = entry;
    const more = Object.keys(rest).length === 0 ? '' : `  ${plainText(JSON.stringify(rest))}`;
    return `  ${localTime(at)}  ${kind}  ${node ?? ''}${look.paint('dim', more)}`;
  });
  return [
    look.paint('bold', `Operation ${operation.id}: ${inWords(operation.title, look.words)}`),
    ...renderFields(
      {
        cluster: operation.cluster,
        kind: operation.kind,
        started: localTime(operation.startedAt),
        ended,
        outcome: operation.outcome ?? 'unfinished',
        records: operation.records.join(', '),
      },
      look,
    ),
    '',
    look.paint('bold', 'What was written down'),
    ...entries,
    look.paint('dim', 'Plan, guards and result in full: --json'),
  ].join('\n');
}
