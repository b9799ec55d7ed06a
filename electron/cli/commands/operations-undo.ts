import type { Command } from 'commander';
import type { Engine } from '../../engine/engine.ts';
import type { Answer } from '../answer.ts';
import { carryOut } from '../carry-out.ts';
import type { Invocation } from '../invocation.ts';
import { acceptancesOf, planOptions, type PlanOptions } from '../plan-options.ts';
import type { Act } from './act.ts';
import { resume } from './operations-resume.ts';

export function operationsUndo(parent: Command, act: Act): void {
  const command = parent
    .command('undo')
    .description('undo an operation that was cut off; take a finished one back, by a new plan under guards')
    .argument('<id>');
  planOptions(command).action(
    act((invocation, id: string, options: PlanOptions) =>
      invocation.withEngine((engine) => undo(engine, invocation, id, options)),
    ),
  );
}

async function undo(engine: Engine, invocation: Invocation, id: string, options: PlanOptions): Promise<Answer> {
  if (engine.journalOperation(id).endedAt === null) return resume({ engine, invocation, id, way: 'undo', options });
  const accept = acceptancesOf(options);
  const preview = await engine.previewUndo({ operation: id, accept }, invocation.signal);
  return carryOut(preview, accept, options, engine, invocation);
}
