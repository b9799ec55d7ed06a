import type { DeathEvidence, LayerAnswer } from '../domain/evidence.ts';
import type { Incident } from '../domain/incident.ts';
import type { JournaledEntry, OperationDetail, OperationEntry } from '../domain/journal.ts';
import type { GuardResult } from '../guards/verdict.ts';
import type { OperationResult } from './outcome.ts';
import { stepsOf, type Plan } from './plan.ts';

/** One line of an incident: when, what sort of thing, and what. */
export interface IncidentLine {
  readonly at: number; // epoch ms
  readonly what: 'evidence' | 'decision' | 'step' | 'failure' | 'duty' | 'note';
  readonly text: string;
}

/** The incident in short. Pure. */
export function incidentOf(detail: OperationDetail): Incident {
  const { id, cluster, kind, title, startedAt, endedAt, outcome } = detail;
  const remarks = detail.entries.flatMap(({ at, entry }) => (entry.kind === 'remark' ? [{ at, ...entry }] : []));
  const seen = remarks.find(({ acknowledged }) => acknowledged);
  return {
    operation: { id, cluster, kind, title, startedAt, endedAt, outcome },
    acknowledged: seen === undefined ? null : { at: seen.at, note: seen.text },
    notes: remarks.filter(({ acknowledged }) => !acknowledged).length,
  };
}

/** A failover as an incident: what was known, what was decided, what was done, what people said. Pure. */
export function incidentLines(detail: OperationDetail): readonly IncidentLine[] {
  const plan = detail.plan as unknown as Plan;
  const titles = new Map(stepsOf(plan.nodes).map((step) => [step.id, step.title]));
  const guards = detail.guards as unknown as readonly GuardResult[];
  const begun = (what: IncidentLine['what'], text: string): IncidentLine => ({ at: detail.startedAt, what, text });
  return [
    ...(plan.goal.kind === 'failover' ? [begun('evidence', plan.goal.evidence.conclusion.because)] : []),
    ...(plan.goal.kind === 'failover' ? [begun('decision', plan.goal.loss)] : []),
    ...guards.flatMap(({ code, message, accepted }) =>
      accepted === null ? [] : [begun('decision', `Accepted ${code}: ${message} Reason: ${accepted}`)],
    ),
    ...detail.entries.flatMap((entry) => lineOf(entry, titles)),
    ...endOf(detail),
  ];
}

function lineOf({ at, entry }: JournaledEntry, titles: ReadonlyMap<string, string>): readonly IncidentLine[] {
  const title = titles.get(entry.node ?? '') ?? entry.node ?? '';
  const line = textOf(entry, title);
  return line === null ? [] : [{ at, ...line }];
}

function textOf(entry: OperationEntry, title: string): Omit<IncidentLine, 'at'> | null {
  switch (entry.kind) {
    case 'proved':
      return { what: 'step', text: `${title}: proved` };
    case 'failed':
    case 'unknown':
    case 'undo-failed':
      return { what: 'failure', text: entry.message };
    case 'undone':
      return { what: 'step', text: `${title}: undone` };
    case 'left-behind':
      return { what: 'failure', text: `${entry.server} left behind: ${entry.reason} ${entry.wayOut}` };
    case 'answered':
      return { what: 'decision', text: `${title}: ${entry.choice}` };
    case 'resumed':
      return { what: 'decision', text: `Taken over to ${entry.way} it` };
    case 'released':
      return { what: 'failure', text: entry.because };
    case 'duty':
      return { what: 'duty', text: entry.text };
    case 'remark':
      return { what: 'note', text: entry.acknowledged ? `Acknowledged: ${entry.text}` : entry.text };
    case 'note':
      return { what: 'note', text: entry.text };
    case 'hook-ended':
      return { what: 'step', text: `${title} ended` };
    case 'begun':
    case 'value':
    case 'undo-begun':
    case 'sessions':
      return null;
  }
}

function endOf({ endedAt, outcome, result }: OperationDetail): readonly IncidentLine[] {
  if (endedAt === null) return [];
  const { writeBlockedMs } = (result ?? {}) as unknown as Partial<OperationResult>;
  const blocked =
    typeof writeBlockedMs === 'number' ? `, writes blocked for ${String(Math.round(writeBlockedMs))} ms` : '';
  return [{ at: endedAt, what: 'step', text: `Ended: ${String(outcome)}${blocked}` }];
}

/** The incident as Markdown, in the order of time; texts hold `{source}` and `{replica}`. */
export function incidentMarkdown(detail: OperationDetail): string {
  const plan = detail.plan as unknown as Plan;
  const lines = incidentLines(detail).toSorted((a, b) => a.at - b.at);
  return [
    `# Incident ${detail.id}: ${cell(detail.title)}`,
    '',
    `Cluster ${detail.cluster}, begun ${iso(detail.startedAt)}${detail.endedAt === null ? ', not ended' : `, ended ${iso(detail.endedAt)}`}, outcome: ${detail.outcome ?? 'none yet'}.`,
    '',
    ...(plan.goal.kind === 'failover' ? evidencePart(plan.goal.evidence) : []),
    '## Timeline',
    '',
    '| time | what | |',
    '| --- | --- | --- |',
    ...lines.map(({ at, what, text }) => `| ${iso(at)} | ${what} | ${cell(text)} |`),
    '',
  ].join('\n');
}

function evidencePart({ source, probe, witnesses, unreachable, conclusion }: DeathEvidence): readonly string[] {
  return [
    '## Evidence',
    '',
    conclusion.because,
    '',
    `| us → ${source} | | |`,
    '| --- | --- | --- |',
    ...probe.layers.map((layer: LayerAnswer) => `| ${layer.layer} | ${layer.answer} | ${cell(layer.said)} |`),
    '',
    `| {replica} → ${source} | receiver | says |`,
    '| --- | --- | --- |',
    ...witnesses.map(({ server, io, testimony }) => `| ${server} | ${io} | ${cell(testimony.because)} |`),
    ...unreachable.map((server) => `| ${server} | – | does not answer us |`),
    '',
  ];
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();
}
