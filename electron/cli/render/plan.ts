import { inWords } from '../../../shared/domain/words.ts';
import type { StepState, StepView } from '../../../shared/plans/outcome.ts';
import { commandText } from '../../../shared/plans/hooks.ts';
import type { PlanPreview } from '../../../shared/plans/preview.ts';
import type { Look } from './look.ts';
import type { Style } from './paint.ts';
import { plainText, printable } from './printable.ts';
import { formatMs } from './time.ts';

/** Every step with its exact statements, and the line after which undo is conditional. */
export function renderPlan(given: PlanPreview, look: Look): readonly string[] {
  const preview = printable(given);
  const { paint, words } = look;
  const steps = preview.steps.flatMap((step, index) => {
    const isLine = preview.line?.beforeStep === step.id;
    const line = isLine ? [paint('yellow', `──── the line: ${inWords(preview.line.text, words)}`)] : [];
    return [...line, ...renderStep(step, index + 1, look)];
  });
  const expect = preview.expect.map(({ label, text }) => `${inWords(label, words)}: ${inWords(text, words)}`);
  return [...steps, ...(expect.length > 0 ? ['', paint('bold', 'Expect'), ...expect] : [])];
}

function renderStep(step: StepView, number: number, look: Look): readonly string[] {
  const { paint, words } = look;
  const server = step.hook === undefined ? serverBeside(step) : 'this machine';
  const where = server === null ? '' : `  ${paint('cyan', server)}`;
  const bound = step.withinMs === null ? '' : paint('dim', `  within ${formatMs(step.withinMs)}`);
  const mark =
    step.marks === null ? '' : paint('yellow', step.marks === 'writes-stop' ? '  writes stop' : '  writes resume');
  return [
    `${String(number).padStart(3)}. ${inWords(step.title, words)}${where}${bound}${mark}`,
    ...step.statements.map((statement) => `       ${statement}`),
    ...(step.hook === undefined ? [] : [`       ${commandText(step.hook.command)}`]),
    ...(step.undo === '' || step.statements.length === 0
      ? []
      : [paint('dim', `       undo: ${inWords(step.undo, words)}`)]),
  ];
}

/** Titles often name the server already. */
function serverBeside(step: StepView): string | null {
  return step.server === null || step.title.includes(step.server) ? null : step.server;
}

const states: Readonly<Record<StepState, { readonly mark: string; readonly style: Style }>> = {
  pending: { mark: '·', style: 'dim' },
  running: { mark: '…', style: 'cyan' },
  proved: { mark: '✓', style: 'green' },
  failed: { mark: '✗', style: 'red' },
  unknown: { mark: '?', style: 'red' },
  undoing: { mark: '↶', style: 'yellow' },
  undone: { mark: '↶', style: 'yellow' },
  'undo-failed': { mark: '✗', style: 'red' },
  skipped: { mark: '-', style: 'dim' },
};

/** One line on how a step stands. */
export function renderProgress(given: StepView, look: Look): string {
  const step = printable(given);
  const { mark, style } = states[step.state];
  const server = serverBeside(step);
  const where = server === null ? '' : `  ${server}`;
  const ms = step.ms === null ? '' : look.paint('dim', `  ${formatMs(step.ms)}`);
  const detail = step.detail === null ? '' : `  ${inWords(step.detail, look.words)}`;
  const state = step.state === 'proved' || step.state === 'running' ? '' : ` [${step.state}]`;
  return `${look.paint(style, mark)} ${inWords(step.title, look.words)}${where}${state}${ms}${detail}`;
}

const outputLines = 20;

/** How a step that has ended stands; below it the last lines of what a hook's program wrote. */
export function renderEnded(step: StepView, look: Look): readonly string[] {
  const output = step.hook?.output ?? '';
  const lines = output === '' ? [] : output.split('\n');
  const left = lines.length > outputLines ? ['… (all of it: signalbox journal show)'] : [];
  return [
    renderProgress(step, look),
    ...[...left, ...lines.slice(-outputLines)].map((line) => look.paint('dim', `    | ${plainText(line)}`)),
  ];
}
