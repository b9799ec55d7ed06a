import { endWords, type Duty, type DutyAct } from '../../../shared/domain/duty.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import { dutyOf } from '../../../shared/plans/duty-of.ts';
import type { Journal } from '../journal/journal.ts';

const longestMs = 720 * 3_600_000; // ms: the longest duty there is

/** Duties as the journal has them; any program on this machine may keep one. */
export class Duties {
  readonly #journal: Journal;
  readonly #now: () => number;

  /** `now`: epoch ms. */
  constructor(journal: Journal, now: () => number) {
    this.#journal = journal;
    this.#now = now;
  }

  /** Those that have not ended, of one cluster or of all; the newest first. */
  open(cluster: string | null): readonly Duty[] {
    return this.all(cluster).filter(({ state }) => state !== 'ended');
  }

  /** Also those that have ended, for as long as one could have lasted. */
  all(cluster: string | null): readonly Duty[] {
    const operations = this.#journal.operationsSince(cluster, this.#now() - longestMs);
    return operations.flatMap(({ id, kind }) => {
      if (kind !== 'failover') return [];
      const duty = dutyOf(this.#journal.operation(id), this.#now());
      return duty === null ? [] : [duty];
    });
  }

  /** Ends it because a person says so. @throws SignalboxError `operation-unknown`, `bad-usage` */
  handsOff(operation: string, note: string): Duty {
    const duty = this.#of(operation);
    if (duty === null || duty.state === 'ended')
      throw new SignalboxError('bad-usage', `Operation ${operation} has no duty that is on.`);
    this.note(duty, 'ended', `${endWords['hands-off']}${note}`);
    return this.#of(operation) ?? duty;
  }

  /** Durable before anything is sent to a server. @throws SignalboxError `journal-unwritable` */
  note({ operation, server }: Duty, act: DutyAct['act'], text: string): void {
    this.#journal.appendLate(operation, { kind: 'duty', node: null, server, act, text });
  }

  #of(operation: string): Duty | null {
    return dutyOf(this.#journal.operation(operation), this.#now());
  }
}
