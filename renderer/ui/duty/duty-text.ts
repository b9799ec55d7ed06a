import type { Duty, DutyAct, DutyEnd } from '../../../shared/domain/duty.ts';
import type { IconName } from '../controls/icon-paths.ts';
import { capital } from '../text/capital.ts';
import type { Standing } from './standing.ts';

/** A duty in a sentence and what is to be known beside it; addresses and {words} are still to be put into names. */
export interface DutyText {
  readonly tone: 'calm' | 'warn' | 'bad';
  readonly icon: IconName;
  readonly headline: string;
  readonly detail: string;
}

export function dutyText(duty: Duty, standing: Standing): DutyText {
  const { server, newSource, acts } = duty;
  switch (standing.kind) {
    case 'waiting':
      return {
        tone: 'calm',
        icon: 'clock',
        headline: `${server} will be kept closed.`,
        detail: `That begins when ${newSource} is opened.`,
      };
    case 'away':
      return {
        tone: 'calm',
        icon: 'locked',
        headline: `${server} is kept closed when it comes back.`,
        detail: 'It does not answer yet.',
      };
    case 'open':
      return {
        tone: 'bad',
        icon: 'unlocked',
        headline: `${server} is back and may take writes: it is being closed.`,
        detail: lastSaid(duty, ['closing', 'failed']),
      };
    case 'closed':
      return {
        tone: 'warn',
        icon: 'locked',
        headline: `${server} is back, and closed.`,
        detail: acts.some(({ act }) => act === 'examined')
          ? lastSaid(duty, ['examined'])
          : 'What its log holds of its own is being read.',
      };
    case 'ended':
      return { tone: 'warn', ...endText(duty, standing.end) };
  }
}

function endText({ server, newSource }: Duty, end: DutyEnd): Omit<DutyText, 'tone'> {
  if (end.how === 'follows')
    return { icon: 'check', headline: `${server} follows ${newSource}, closed.`, detail: 'The duty is fulfilled.' };
  return { icon: 'unlocked', headline: `Nobody keeps ${server} closed any more.`, detail: end.because };
}

/** What it did, beside the server's own name. */
export function actText({ server }: Pick<Duty, 'server'>, { text }: Pick<DutyAct, 'text'>): string {
  return text.startsWith(`${server}: `) ? capital(text.slice(server.length + 2)) : text;
}

function lastSaid(duty: Duty, kinds: readonly DutyAct['act'][]): string {
  const last = duty.acts.findLast(({ act }) => kinds.includes(act));
  return last === undefined ? '' : actText(duty, last);
}
