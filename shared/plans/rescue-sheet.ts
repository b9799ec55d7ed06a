import type { Plan } from './plan.ts';
import { stepViews } from './step-view.ts';

/**
 * The plan as SQL for a person with a mysql client: forward, and back. Saved before writes are stopped.
 * Holds no secrets; values that are only known while it runs stand as ‹names› and are in the operation's journal.
 */
export function rescueSheet(plan: Plan): string {
  const steps = stepViews(plan.nodes);
  const forward = steps
    .filter((step) => step.statements.length > 0)
    .map((step) => section(step.title, step.server, step.statements));
  const back = steps
    .filter((step) => step.undoStatements.length > 0)
    .toReversed()
    .map((step) => section(step.undo, step.server, step.undoStatements));
  return [
    `-- Rescue sheet: ${plan.title}`,
    '-- For a person with a mysql client, when this machine can no longer finish or undo the operation.',
    '-- Never have two servers writable: close and check one (SELECT @@read_only) before you open the other.',
    '',
    '-- ===== FORWARD =====',
    ...forward,
    '',
    '-- ===== BACK (in this order) =====',
    ...back,
    '',
  ].join('\n');
}

function section(title: string, server: string | null, statements: readonly string[]): string {
  return `\n-- ${server ?? 'all servers'}: ${title}\n${statements.map((sql) => `${sql};`).join('\n')}`;
}
