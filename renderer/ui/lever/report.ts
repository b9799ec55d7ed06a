import { commandText } from '../../../shared/plans/hooks.ts';
import type { OperationResult, StepView } from '../../../shared/plans/outcome.ts';
import { durationText, timeText } from '../text/age.ts';
import type { LeverLine } from './lever-rows.ts';
import { outcomeSentence, writeBlockedText } from './outcome-text.ts';
import { placeOf } from './step-place.ts';
import { lookOf } from './step-state.ts';

export interface ReportSubject {
  readonly title: string;
  readonly cluster: string;
  /** What a done operation came to, without a full stop. */
  readonly done: string | null;
  readonly line: LeverLine | null;
  /** When the report is written, epoch ms. */
  readonly at: number;
}

/** The operation as Markdown, for a ticket: outcome, what was left behind, and every step with its statements. */
export function reportMarkdown(
  subject: ReportSubject,
  result: OperationResult,
  name: (server: string) => string,
): string {
  const sections = [
    `# ${subject.title}`,
    outcomeSentence(result, subject.done),
    facts(subject, result),
    list(
      'Left behind',
      result.leftBehind.map((one) => `**${name(one.server)}**: ${one.reason} ${one.wayOut}`),
    ),
    list('Ways out', result.waysOut),
    list(
      'Accepted',
      result.guards
        .filter((guard) => guard.accepted !== null)
        .map((guard) => `${guard.message} — “${guard.accepted ?? ''}”`),
    ),
    `## Steps\n\n${result.steps.map((step, index) => stepMarkdown(step, index + 1, subject.line, name)).join('\n')}`,
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function facts(subject: ReportSubject, result: OperationResult): string {
  const rows = [
    `Cluster: ${subject.cluster}`,
    `Reported: ${timeText(subject.at)}`,
    `Operation: ${result.operation ?? 'none begun'}`,
    `Writes blocked: ${writeBlockedText(result)}`,
    `Records before: ${result.records.before.join(', ') || 'none'}`,
    `Records after: ${result.records.after.join(', ') || 'none'}`,
    ...(result.error === null ? [] : [`Error: ${result.error.message} (${result.error.code})`]),
  ];
  return rows.map((row) => `- ${row}`).join('\n');
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `## ${title}\n\n${lines.map((line) => `- ${line}`).join('\n')}`;
}

function stepMarkdown(
  step: StepView,
  number: number,
  line: LeverLine | null,
  name: (server: string) => string,
): string {
  const drawn = line?.beforeStep === step.id ? `\n---\n*${line.text}*\n\n` : '';
  const where = placeOf(step, name, 'all servers');
  const time = step.ms === null ? '' : `, ${durationText(step.ms)}`;
  const head = `${drawn}${String(number)}. **${where}** ${step.title} — ${lookOf(step.state, true).word}${time}`;
  const detail = step.detail === null ? [] : [`   ${step.detail}`];
  const sql = step.statements.length === 0 ? [] : ['   ```sql', ...step.statements.flatMap(indented), '   ```'];
  return [head, ...detail, ...sql, ...hookRows(step)].join('\n');
}

/** A hook's program, and what it wrote. */
function hookRows({ hook }: StepView): readonly string[] {
  if (hook === undefined) return [];
  const output = hook.output === null || hook.output === '' ? [] : hook.output.split('\n');
  return ['```', commandText(hook.command), ...output, '```'].map((row) => `   ${row}`);
}

function indented(statement: string): readonly string[] {
  return `${statement.replace(/;\s*$/, '')};`.split('\n').map((row) => `   ${row}`);
}
