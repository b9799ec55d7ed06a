import type { Command } from 'commander';
import type { Duty } from '../../../shared/domain/duty.ts';
import type { Answer } from '../answer.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { plainText } from '../render/printable.ts';
import { isoTime, localTime } from '../render/time.ts';
import type { Act } from './act.ts';

/** Old {source}s that are kept closed: `list`, `hands-off`. */
export function duties(parent: Command, act: Act): void {
  const command = parent
    .command('duties')
    .description('old {source}s that are closed when they come back, while something watches their cluster');
  command.command('list').description('those that are on').option('--cluster <name>').action(act(listDuties));
  command
    .command('hands-off')
    .description('end one: nobody keeps that server closed any more')
    .argument('<operation>')
    .requiredOption('--note <text>', 'why')
    .action(act(handsOff));
}

async function listDuties(invocation: Invocation, options: { readonly cluster?: string }): Promise<Answer> {
  const found = await invocation.withEngine((engine) => Promise.resolve(engine.duties(options.cluster ?? null)));
  return {
    exit: exitCodes.done,
    document: { duties: found.map(documentOf) },
    text: () => (found.length === 0 ? 'No duty is on.' : found.map(lineOf).join('\n')),
  };
}

async function handsOff(
  invocation: Invocation,
  operation: string,
  { note }: { readonly note: string },
): Promise<Answer> {
  const ended = await invocation.withEngine((engine) => Promise.resolve(engine.handsOff(operation, note)));
  return {
    exit: exitCodes.done,
    document: { duty: documentOf(ended) },
    text: () => `Hands off: nobody keeps ${ended.server} closed any more.`,
  };
}

function documentOf(duty: Duty): Readonly<Record<string, unknown>> {
  const { operation, cluster, server, newSource, state, said } = duty;
  const { acceptedAt, until } = duty;
  return { operation, cluster, server, newSource, state, acceptedAt: isoTime(acceptedAt), until: isoTime(until), said };
}

function lineOf({ operation, server, newSource, until, said }: Duty): string {
  const last = said === null ? 'it has not come back' : plainText(said);
  return `${server} (replaced by ${newSource}) until ${localTime(until)}, ${operation}: ${last}`;
}
