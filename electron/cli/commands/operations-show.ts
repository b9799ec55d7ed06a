import type { Command } from 'commander';
import { stateDocument } from '../documents/operation-document.ts';
import { exitCodes } from '../exit-codes.ts';
import { renderState } from '../render/operation-state.ts';
import type { Act } from './act.ts';

export function operationsShow(parent: Command, act: Act): void {
  parent
    .command('show')
    .description('where an operation stands, by its journal and as the servers are now, and the ways out of it')
    .argument('<id>')
    .action(
      act(async (invocation, id: string) => {
        const state = await invocation.withEngine((engine) => engine.operationState(id, invocation.signal));
        return {
          exit: exitCodes.done,
          document: stateDocument(state, invocation.words),
          text: (look) => renderState(state, look),
        };
      }),
    );
}
