import type { Command } from 'commander';
import type { Answer } from '../answer.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import type { Act } from './act.ts';

export function yardDown(parent: Command, act: Act): void {
  parent.command('down').description('end the practice servers and remove their files').action(act(endYard));
}

async function endYard(invocation: Invocation): Promise<Answer> {
  const yard = await invocation.withEngine((engine) => engine.yardDown());
  return { exit: exitCodes.done, document: { yard }, text: () => 'The yard is down; its files are removed.' };
}
