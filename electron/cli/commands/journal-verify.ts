import type { Command } from 'commander';
import type { Answer } from '../answer.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { plainText } from '../render/printable.ts';
import type { Act } from './act.ts';

export function journalVerify(parent: Command, act: Act): void {
  parent
    .command('verify')
    .description('whether an entry was changed or is missing since it was written')
    .action(act(verifyJournal));
}

async function verifyJournal(invocation: Invocation): Promise<Answer> {
  const { ok, entries, problem } = await invocation.withEngine((engine) => Promise.resolve(engine.verifyJournal()));
  return {
    exit: ok ? exitCodes.done : exitCodes.needsOperator,
    document: { ok, entries, problem },
    text: ({ paint }) =>
      problem === null
        ? paint('green', `The journal's ${String(entries)} entries are as they were written.`)
        : paint('red', `The journal was changed at entry ${String(problem.sequence)}: ${plainText(problem.message)}`),
  };
}
