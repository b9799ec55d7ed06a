import type { AnyPreview } from '../../../../shared/plans/any-preview.ts';
import { commandText } from '../../../../shared/plans/hooks.ts';
import type { StepView } from '../../../../shared/plans/outcome.ts';
import { placeOf } from '../../lever/step-place.ts';

type Name = (server: string) => string;

/** The plan's statements as one script, each under a comment with its number, server and title; the line is drawn. */
export function sqlOf(preview: AnyPreview, name: Name): string {
  return preview.steps.map((step, index) => stepSql(step, index + 1, preview, name)).join('\n');
}

function stepSql(step: StepView, number: number, preview: AnyPreview, name: Name): string {
  const line = preview.line?.beforeStep === step.id ? `-- ---- ${preview.line.text} ----\n` : '';
  const where = placeOf(step, name, 'all servers');
  const undo = step.undoStatements.map((statement) => `--   undo: ${oneLine(statement)}`);
  const statements = step.statements.map((statement) => `${statement.replace(/;\s*$/, '')};`);
  const program = step.hook === undefined ? [] : [`--   program: ${commandText(step.hook.command)}`];
  return `${[`${line}-- ${String(number)}. ${where}: ${step.title}`, ...statements, ...program, ...undo].join('\n')}\n`;
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

/** The rehearsed plan as a JSON document for keeping; secrets are masked in it already. */
export function planDocument(preview: AnyPreview): string {
  return `${JSON.stringify({ schema: 1, ...preview }, null, 2)}\n`;
}

/** A file name for it: `switchover-shop-to-db2.json`. */
export function planFileName(preview: AnyPreview, name: Name): string {
  return `${[preview.kind, preview.cluster, ...subjectOf(preview, name)].map(safe).join('-')}.json`;
}

function subjectOf(preview: AnyPreview, name: Name): readonly string[] {
  switch (preview.kind) {
    case 'switchover':
      return ['to', name(preview.candidate)];
    case 'failover':
      return preview.candidate === null ? [] : ['to', name(preview.candidate)];
    case 'rejoin':
      return [name(preview.server)];
    case 'change-master':
      return [name(preview.replica), 'to', name(preview.to)];
    case 'put-back':
      return [name(preview.replica)];
    case 'attach':
      return [name(preview.server), 'to', name(preview.source)];
  }
}

function safe(text: string): string {
  return text.replace(/[^a-zA-Z0-9.-]+/g, '-').replace(/^-+|-+$/g, '');
}
