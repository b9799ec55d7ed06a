import type { Command } from 'commander';
import type { Act } from './act.ts';
import { handOver } from './journal-abandon.ts';

export function operationsHandOver(parent: Command, act: Act): void {
  parent
    .command('hand-over')
    .description('close an operation that was cut off as it stands; a person does the rest with the rescue sheet')
    .argument('<id>')
    .requiredOption('--note <text>', 'what was found, and who does the rest')
    .action(act(handOver));
}
