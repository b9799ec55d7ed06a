import type { Command } from 'commander';
import type { Answer } from '../answer.ts';
import { operationDocument } from '../documents/operation-document.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import type { Act } from './act.ts';

/** The same as `operations hand-over`, under the name it had first. */
export function journalAbandon(parent: Command, act: Act): void {
  parent
    .command('abandon')
    .description('close an operation that was cut off, after its servers were looked at; changes no server')
    .argument('<id>')
    .requiredOption('--note <text>', 'what was found and done')
    .action(act(handOver));
}

export async function handOver(
  invocation: Invocation,
  id: string,
  { note }: { readonly note: string },
): Promise<Answer> {
  const operation = await invocation.withEngine((engine) => Promise.resolve(engine.handOverOperation(id, note)));
  return {
    exit: exitCodes.done,
    document: { operation: operationDocument(operation) },
    text: () =>
      `Operation ${id} is closed as “needs the operator”. The cluster ${operation.cluster} is free for the next one.`,
  };
}
