import type { Command } from 'commander';
import type { Act } from './act.ts';
import { resume, type ResumeOptions } from './operations-resume.ts';

export function operationsUndo(parent: Command, act: Act): void {
  parent
    .command('undo')
    .description('undo an operation that was cut off')
    .argument('<id>')
    .option('--yes', 'begin without asking')
    .action(
      act((invocation, id: string, options: ResumeOptions) =>
        invocation.withEngine((engine) => resume({ engine, invocation, id, way: 'undo', options })),
      ),
    );
}
