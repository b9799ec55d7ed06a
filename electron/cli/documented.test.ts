import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { buildProgram } from './program.ts';

const text = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8');

function withSubcommands(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

const program = buildProgram('0', () => () => Promise.resolve(), { out: () => undefined });
const commands = withSubcommands(program);

it.each(commands.slice(1).map((command) => [nameOf(command), command] as const))(
  '%s is documented',
  (name, command) => {
    expect(text).toContain(command.commands.length > 0 ? `## ${name}` : `signalbox ${name}`);
    for (const option of command.options) expect(text).toContain(option.long);
  },
);

it('the options of every command are documented', () => {
  for (const option of program.options) expect(text).toContain(option.long);
});

function nameOf(command: Command): string {
  const parent = command.parent === program || command.parent === null ? '' : `${nameOf(command.parent)} `;
  return parent + command.name();
}
