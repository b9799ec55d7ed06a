import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import type { JournalItem } from '../../../shared/domain/journal.ts';
import { formatPosition } from '../../../shared/domain/position.ts';
import { inWords } from '../../../shared/domain/words.ts';
import type { Answer } from '../answer.ts';
import { itemDocument } from '../documents/operation-document.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import type { Look } from '../render/look.ts';
import { printable } from '../render/printable.ts';
import { renderTable } from '../render/table.ts';
import type { Cell } from '../render/table.ts';
import { localTime } from '../render/time.ts';
import type { Act } from './act.ts';

interface Options {
  readonly cluster?: string;
  readonly limit: number;
}

export function journalList(parent: Command, act: Act): void {
  parent
    .command('list')
    .description('records and operations, newest first')
    .option('--cluster <name>', 'of one cluster only')
    .option('--limit <n>', 'at most so many (1 to 1000)', limitOf, 50)
    .action(act(listJournal));
}

function limitOf(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 1000) return limit;
  throw new InvalidArgumentError('It is a number from 1 to 1000.');
}

async function listJournal(invocation: Invocation, options: Options): Promise<Answer> {
  const filter = { cluster: options.cluster ?? null, limit: options.limit, before: null };
  const items = await invocation.withEngine((engine) => Promise.resolve(engine.journalItems(filter)));
  return {
    exit: exitCodes.done,
    document: { items: items.map(itemDocument) },
    text: (look) => renderItems(items, look),
  };
}

function renderItems(items: readonly JournalItem[], look: Look): string {
  if (items.length === 0) return 'The journal has no entries.';
  const heads = ['WHEN', 'ID', 'CLUSTER', 'WHAT'].map((text) => ({ text, shown: look.paint('dim', text) }));
  return renderTable([heads, ...printable(items).map((item) => itemRow(item, look))]).join('\n');
}

function itemRow(item: JournalItem, look: Look): readonly Cell[] {
  const when = { text: localTime(item.at) };
  if (item.kind === 'record') {
    const { record } = item;
    const at = record.position === null ? '' : ` at ${formatPosition(record.position)}`;
    const note = record.note === null ? '' : ` “${record.note}”`;
    return [when, { text: record.id }, { text: record.cluster }, { text: `record of ${record.server}${at}${note}` }];
  }
  const { operation } = item;
  const what = `${inWords(operation.title, look.words)}: ${operation.outcome ?? 'unfinished'}`;
  return [when, { text: operation.id }, { text: operation.cluster }, { text: what, shown: look.paint('bold', what) }];
}
