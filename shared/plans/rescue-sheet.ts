import { commandText } from './hooks.ts';
import type { StepView } from './outcome.ts';
import type { Plan } from './plan.ts';
import { planViews } from './step-view.ts';

/**
 * The plan as SQL for a person with a mysql client: forward, and back. Saved before writes are stopped.
 * Holds no secrets; values that are only known while it runs stand as ‹names› and are in the operation's journal.
 */
export function rescueSheet(plan: Plan): string {
  const steps = planViews(plan);
  const forward = steps
    .filter((step) => step.statements.length > 0 || (step.hook !== undefined && step.hook.at !== 'undone'))
    .map((step) => (step.hook === undefined ? section(step.title, step.server, step.statements) : hookSection(step)));
  const undoneHooks = steps.filter((step) => step.hook?.at === 'undone').map(hookSection);
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
    ...undoneHooks,
    '',
  ].join('\n');
}

function section(title: string, server: string | null, statements: readonly string[]): string {
  return `\n-- ${server ?? 'all servers'}: ${title}\n${statements.map((sql) => `${sql};`).join('\n')}`;
}

/** No SQL: a program of the operator's, to be run on the machine where it is. */
function hookSection({ title, hook }: StepView): string {
  if (hook === undefined) return '';
  const variables = Object.entries(hook.environment).map(([name, text]) => `--   with ${name}=${text}`);
  return ['', `-- no SQL: ${title}`, `--   ${commandText(hook.command)}`, ...variables].join('\n');
}
