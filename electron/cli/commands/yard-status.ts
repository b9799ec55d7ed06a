import type { Command } from 'commander';
import type { Answer } from '../answer.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { renderYard } from '../render/yard.ts';
import type { Act } from './act.ts';

export function yardStatus(parent: Command, act: Act): void {
  parent.command('status').description('whether the practice servers run').action(act(showYard));
}

async function showYard(invocation: Invocation): Promise<Answer> {
  const yard = await invocation.withEngine((engine) => engine.yardStatus());
  return { exit: exitCodes.done, document: { yard }, text: (look) => renderYard(yard, look) };
}
