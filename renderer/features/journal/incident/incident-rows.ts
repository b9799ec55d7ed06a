import type { OperationDetail } from '../../../../shared/domain/journal.ts';
import { incidentLines, type IncidentLine } from '../../../../shared/plans/incident.ts';
import { timeText } from '../../../ui/text/age.ts';
import type { Tone } from '../model/timeline.ts';

/** One line of an incident's timeline as it is drawn. */
export interface IncidentRow extends IncidentLine {
  readonly key: string;
  readonly tone: Tone;
  /** The day, where it is another one than that of the line before. */
  readonly day: string | null;
  /** Written by a person: shown as it is, without putting names and words in. */
  readonly verbatim: boolean;
}

const tones: Readonly<Record<IncidentLine['what'], Tone>> = {
  evidence: 'bad',
  decision: 'warn',
  step: 'good',
  failure: 'bad',
  duty: 'warn',
  note: 'plain',
};

/** In the order of time; what happened in the same moment stays as it was written. */
export function incidentRows(detail: OperationDetail): readonly IncidentRow[] {
  return incidentLines(detail)
    .toSorted((a, b) => a.at - b.at)
    .map((line, index, lines) => ({
      ...line,
      day: newDay(lines[index - 1], line),
      key: `${String(index)} ${String(line.at)}`,
      tone: tones[line.what],
      verbatim: line.what === 'note',
    }));
}

function newDay(before: IncidentLine | undefined, { at }: IncidentLine): string | null {
  const day = timeText(at).slice(0, 10);
  return before === undefined || timeText(before.at).startsWith(day) ? null : day;
}
