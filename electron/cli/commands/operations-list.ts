import type { Command } from 'commander';
import { inWords } from '../../../shared/domain/words.ts';
import type { UnfinishedOperation } from '../../../shared/plans/unfinished-operation.ts';
import type { Answer } from '../answer.ts';
import { summaryDocument } from '../documents/operation-document.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import type { Look } from '../render/look.ts';
import { printable } from '../render/printable.ts';
import { renderTable } from '../render/table.ts';
import { localTime } from '../render/time.ts';
import type { Act } from './act.ts';

export function operationsList(parent: Command, act: Act): void {
  parent
    .command('list')
    .description('operations that have begun and not ended: running, or cut off')
    .option('--cluster <name>', 'of one cluster only')
    .action(act(listOperations));
}

async function listOperations(invocation: Invocation, options: { readonly cluster?: string }): Promise<Answer> {
  const operations = await invocation.withEngine((engine) =>
    Promise.resolve(engine.unfinishedOperations(options.cluster ?? null)),
  );
  return {
    exit: exitCodes.done,
    document: {
      operations: operations.map((operation) => ({ ...summaryDocument(operation), living: operation.living })),
    },
    text: (look) => renderOperations(operations, look),
  };
}

function renderOperations(operations: readonly UnfinishedOperation[], look: Look): string {
  if (operations.length === 0) return 'No operation is unfinished.';
  const heads = ['BEGUN', 'ID', 'CLUSTER', 'WHAT', 'STATE'].map((text) => ({ text, shown: look.paint('dim', text) }));
  const rows = printable(operations).map((operation) => [
    { text: localTime(operation.startedAt) },
    { text: operation.id },
    { text: operation.cluster },
    { text: inWords(operation.title, look.words) },
    { text: operation.living ? 'running' : 'cut off: signalbox operations show ID' },
  ]);
  return renderTable([heads, ...rows]).join('\n');
}
