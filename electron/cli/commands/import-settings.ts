import type { Command } from 'commander';
import { restoredInWords, settingInWords, type LeftSettings } from '../../../shared/import/changed-settings.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Answer } from '../answer.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { plainText } from '../render/printable.ts';
import { isoTime } from '../render/time.ts';
import type { Act } from './act.ts';

/** Server-wide settings that an import has left changed: `list`, `restore`. */
export function importSettings(parent: Command, act: Act): void {
  const command = parent
    .command('import-settings')
    .description(
      'server-wide settings that an import has changed and that were not set back, since its program was ended',
    );
  command.command('list').description('those that are not set back').action(act(listLeft));
  command
    .command('restore')
    .description('set them back')
    .argument('<address>', 'the server, as the import named it')
    .action(act(restore));
}

/** Says it on standard error, as whatever is done next may depend on it. What can't be read is left out. */
export async function tellLeftSettings(engine: Engine, invocation: Invocation): Promise<void> {
  for (const left of await engine.leftSettings().catch(() => []))
    invocation.say(plainText(`${lineOf(left)}. Set it back: signalbox import-settings restore ${left.server}`));
}

async function listLeft(invocation: Invocation): Promise<Answer> {
  const found = await invocation.withEngine((engine) => engine.leftSettings());
  return {
    exit: exitCodes.done,
    document: { left: found.map((left) => ({ ...left, startedAt: isoTime(left.startedAt) })) },
    text: () =>
      found.length === 0
        ? 'No import has left settings changed.'
        : found.map((left) => plainText(lineOf(left))).join('\n'),
  };
}

async function restore(invocation: Invocation, server: string): Promise<Answer> {
  const restored = await invocation.withEngine((engine) => engine.restoreSettings(server, invocation.signal));
  return {
    exit: exitCodes.done,
    document: { server, restored },
    text: () => restored.map((setting) => plainText(restoredInWords(setting))).join('\n'),
  };
}

function lineOf({ importId, server, settings }: LeftSettings): string {
  const changed = settings.map(({ name, before, during }) => `${settingInWords(name, during)} (before: ${before})`);
  return `The import ${importId} was cut off and has left on ${server}: ${changed.join(', ')}`;
}
