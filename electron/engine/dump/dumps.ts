import type { DumpPreview, DumpRequest, DumpResult, PauseNote } from '../../../shared/domain/dump.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { DumpRun } from './dump-run.ts';
import type { DumpParts } from './dump-parts.ts';
import { prepareDump } from './prepare-dump.ts';
import { DumpTaking } from './take-dump.ts';

/** Dumps of servers with both pairs of coordinates. */
export class Dumps {
  readonly #parts: DumpParts;

  constructor(parts: DumpParts) {
    this.#parts = parts;
  }

  /** What a dump would do; changes nothing. @throws SignalboxError as `prepareDump`. */
  async preview(request: DumpRequest, signal: AbortSignal): Promise<DumpPreview> {
    return (await prepareDump(this.#parts, request, signal)).preview;
  }

  /**
   * Takes it.
   * @throws SignalboxError as `preview`; `dump-refused`, `confirmation-needed`; `operation-in-progress`,
   *   `journal-unwritable`; `dump-failed`, `dump-not-still`, `dump-lock-timeout`, `dump-truncated`,
   *   `dump-file-unwritable`, `cancelled`; `dump-applier-stopped`: what was stopped could not be started again.
   */
  async take(request: DumpRequest, run: DumpRun): Promise<DumpResult> {
    const prepared = await prepareDump(this.#parts, request, run.signal);
    const { refusals, needsConsent, server } = prepared.preview;
    const [refusal] = refusals;
    if (refusal !== undefined) throw new SignalboxError('dump-refused', refusal, { server });
    if (needsConsent && !run.consent) {
      throw new SignalboxError(
        'confirmation-needed',
        'Nothing was changed: a dump that makes {replica} or writers wait has to be agreed to.',
      );
    }
    return new DumpTaking(this.#parts, prepared, run).take();
  }

  /** Servers whose SQL threads a dump had stopped when its program was killed. */
  cutOff(cluster: string): readonly PauseNote[] {
    return this.#parts.pauses.cutOff(cluster);
  }
}
