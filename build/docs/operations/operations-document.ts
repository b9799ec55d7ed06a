import { inWords } from '../../../shared/domain/words.ts';
import { isValueRef, type Argument, type GuardRef } from '../../../shared/guards/ref.ts';
import {
  stepsOf,
  type GroupNode,
  type Plan,
  type PlanNode,
  type StepNode,
  type Undo,
} from '../../../shared/plans/plan.ts';
import { commandText } from '../../../shared/plans/hooks.ts';
import { describeStatement, statementsOf } from '../../../shared/plans/step-view.ts';
import type { PlanExample, PlanKindExamples } from './plan-example.ts';

const introduction = `# Operations: guards, order, proof and undo

This page is written by the program from the very plans that it runs (\`npm run docs\`); a test fails when it differs from them. The facts behind the examples are made up. Values that are only known while a plan runs stand as ‹names›, secrets as \`'***'\`.

Every step is proved by reading back. What is asked _before_ a step stops the plan there and, up to the red line, undoes what was done. An undo with a condition is made only while that holds; after a _gate_ that could not be undone nothing before it is undone either: that is what keeps two servers from being open. Guards and proofs are explained in [guards.md](guards.md).
`;

/** The whole page. Pure: equal plans give equal text. */
export function operationsDocument(kinds: readonly PlanKindExamples[]): string {
  return [introduction, ...kinds.map(kindSection)].join('\n');
}

function kindSection({ title, about, examples }: PlanKindExamples): string {
  return [`## ${title}\n`, `${about}\n`, guardsOf(examples), ...examples.map(exampleSection)].join('\n');
}

/** Each guard once, with the variants that ask it where not all do. */
function guardsOf(examples: readonly PlanExample[]): string {
  const askedBy = new Map<string, string[]>();
  for (const { variant, guards } of examples) {
    for (const { guard } of guards) {
      const known = askedBy.get(guard) ?? [];
      if (!known.includes(variant)) askedBy.set(guard, [...known, variant]);
    }
  }
  const names = [...askedBy].map(([guard, variants]) =>
    variants.length === examples.length ? link(guard) : `${link(guard)} (${variants.join('; ')})`,
  );
  return `**Asked before anything is changed**, besides [journal-unwritable](guards.md#journal-unwritable) and [operation-in-progress](guards.md#operation-in-progress): ${names.join(', ')}.\n`;
}

function exampleSection({ variant, plan }: PlanExample): string {
  const rows = stepsOf(plan.nodes).flatMap((step, index) => [
    ...(step.id === plan.line ? [lineRow(plan)] : []),
    rowOf(step, index + 1, plan),
  ]);
  return [
    `### ${variant}\n`,
    '| # | step | statements | asked before | proof | undo |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    ...undoneRows(plan),
    '',
  ].join('\n');
}

/** What only an undo comes to has no number: it is no part of the order. */
function undoneRows(plan: Plan): readonly string[] {
  return (plan.undone ?? []).map((step) => rowOf(step, null, plan));
}

function lineRow(plan: Plan): string {
  return `| — | **the line**: ${said(plan.lineText ?? '')} | | | | |`;
}

function rowOf(step: StepNode, number: number | null, plan: Plan): string {
  const where = step.server === null || step.title.includes(step.server) ? '' : ` (${step.server})`;
  const bound = 'withinMs' in step ? `, ≤ ${String(step.withinMs / 1000)} s` : '';
  const behind = failureOf(step, plan);
  const cells = [
    number === null ? '↶' : String(number),
    `\`${step.id}\` ${said(step.title)}${where}${bound}${behind}`,
    step.kind === 'hook'
      ? `program ${code(commandText(step.command))}`
      : statementsOf(step)
          .map((statement) => code(describeStatement(statement)))
          .join('<br>'),
    step.before.map(question).join('<br>'),
    proofOf(step),
    step.kind === 'change' || step.kind === 'salvage' ? undoOf(step.undo) : '–',
  ];
  return `| ${cells.join(' | ')} |`;
}

function failureOf(step: StepNode, plan: Plan): string {
  if (step.kind === 'hook' && step.at === 'undone') return '; a failure is only noted';
  const group = leftBehindWith(step, plan.nodes);
  if (group === null) return '';
  return step.kind === 'hook' ? '; a failure is only noted' : '; a failure leaves it behind';
}

function proofOf(step: StepNode): string {
  switch (step.kind) {
    case 'change':
      return question(step.proof);
    case 'wait':
      return question(step.until);
    case 'match':
      return `found in one place of the log of ${step.in}`;
    case 'salvage':
      return 'every transaction of that log that is lacking there is committed';
    case 'read':
      return step.stable ? 'read twice, the same' : 'read';
    case 'record':
      return 'durable in the journal';
    case 'lock':
      return 'held, asked again before each step';
    case 'ask':
      return 'answered';
    case 'hook':
      return 'ended with 0';
  }
}

function undoOf(undo: Undo): string {
  switch (undo.kind) {
    case 'nothing':
      return `nothing to undo: ${said(undo.because)}`;
    case 'none':
      return `none: ${said(undo.because)}`;
    case 'change': {
      const run = undo.run.map((statement) => code(describeStatement(statement))).join('<br>');
      const provided = undo.provided.length === 0 ? '' : `<br>only while ${undo.provided.map(question).join(', ')}`;
      const gate = undo.gate ? '<br>a gate' : '';
      return `${said(undo.title)}:<br>${run}<br>proof: ${question(undo.proof)}${provided}${gate}`;
    }
  }
}

/** The innermost group around a step that leaves its server behind; null where there is none. */
function leftBehindWith(step: StepNode, nodes: readonly PlanNode[], around: GroupNode | null = null): GroupNode | null {
  for (const node of nodes) {
    if (node === step) return around;
    if (node.kind !== 'group') continue;
    const inside = node.onFailure === 'leave-behind' ? node : around;
    if (stepsOf(node.nodes).includes(step)) return leftBehindWith(step, node.nodes, inside);
  }
  return around;
}

function question(ref: GuardRef): string {
  const args = Object.entries(ref.args)
    .map(([name, argument]) => argumentText(name, argument))
    .filter((text) => text !== null);
  return `${link(ref.guard)}${args.length === 0 ? '' : ` (${args.join(', ')})`}`;
}

/** Servers and values by name; lists and settings are in the statements already. */
function argumentText(name: string, argument: Argument): string | null {
  if (isValueRef(argument))
    return `‹${argument.path === undefined ? argument.value : `${argument.value}.${argument.path}`}›`;
  return typeof argument === 'string' && ['server', 'replica', 'source'].includes(name) ? argument : null;
}

function link(guard: string): string {
  return `[${guard}](guards.md#${guard})`;
}

function said(text: string): string {
  return inWords(text, 'master-slave').replaceAll('|', '\\|');
}

/** SQL may hold backticks of its own. */
function code(sql: string): string {
  const text = sql.replaceAll('|', '\\|').replace(/\s+/g, ' ');
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}
