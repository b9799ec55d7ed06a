import type { DumpableServer, DumpPreview, DumpRequest, DumpResult, PauseNote } from '../../../shared/domain/dump.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { DumpParts } from './dump-parts.ts';
import type { DumpRun } from './dump-run.ts';
import { dumpableServer } from './dumpable-server.ts';
import { prepareDump, type PreparedDump } from './prepare-dump.ts';
import { DumpTaking } from './take-dump.ts';

/** Dumps of servers with both pairs of coordinates. One of a server at a time: each would move what the other holds still. */
export class Dumps {
  readonly #parts: DumpParts;
  /** Servers that are being dumped, and into which file. */
  readonly #running = new Map<ServerId, string>();

  constructor(parts: DumpParts) {
    this.#parts = parts;
  }

  /** What of a server can be dumped; changes nothing. @throws SignalboxError as `dumpableServer`. */
  dumpable(asked: { readonly cluster: string; readonly from: string }, signal: AbortSignal): Promise<DumpableServer> {
    return dumpableServer(this.#parts, asked, signal);
  }

  /** What a dump would do; changes nothing. @throws SignalboxError as `prepareDump`. */
  async preview(request: DumpRequest, signal: AbortSignal): Promise<DumpPreview> {
    return this.#asItIs(await prepareDump(this.#parts, request, signal));
  }

  /**
   * Takes it.
   * @throws SignalboxError as `preview`; `dump-refused`, `plan-outdated`, `confirmation-needed`;
   *   `operation-in-progress`, `journal-unwritable`; `dump-failed`, `dump-not-still`, `dump-lock-timeout`,
   *   `dump-truncated`, `dump-file-unwritable`, `cancelled`; `dump-applier-stopped`: what was stopped could not be
   *   started again.
   */
  async take(request: DumpRequest, run: DumpRun): Promise<DumpResult> {
    const prepared = await prepareDump(this.#parts, request, run.signal);
    const preview = this.#asItIs(prepared);
    const { refusals, needsConsent, server } = preview;
    const [refusal] = refusals;
    if (refusal !== undefined) throw new SignalboxError('dump-refused', refusal, { server });
    if (run.agreed !== undefined && wouldDo(run.agreed) !== wouldDo(preview)) throw outdated(server);
    if (needsConsent && !run.consent) {
      throw new SignalboxError(
        'confirmation-needed',
        'Nothing was changed: a dump that makes {replica} or writers wait has to be agreed to.',
      );
    }
    this.#running.set(server, preview.out);
    try {
      return await new DumpTaking(this.#parts, prepared, run).take();
    } finally {
      this.#running.delete(server);
    }
  }

  /** Servers whose SQL threads a dump had stopped when its program was killed. */
  cutOff(cluster: string): readonly PauseNote[] {
    return this.#parts.pauses.cutOff(cluster);
  }

  #asItIs({ preview }: PreparedDump): DumpPreview {
    const { cluster, server, refusals } = preview;
    const here = this.#running.get(server);
    if (here !== undefined) {
      return {
        ...preview,
        refusals: [
          `A dump of ${server} is being taken already, into ${here}; one at a time, since each would move what the other holds still. Wait for it, or cancel it.`,
          ...refusals,
        ],
      };
    }
    const held = this.#parts.pauses.held(cluster).find((note) => note.server === server);
    if (held === undefined) return preview;
    return {
      ...preview,
      refusals: [
        `Another Signalbox on this machine holds the SQL thread of ${server} for the dump ${held.out}: wait until it has let it go on.`,
        ...refusals,
      ],
    };
  }
}

/** What is agreed to. */
function wouldDo(preview: DumpPreview): string {
  const { server, out, program, ownPosition, stopped, statements, needsConsent, warnings } = preview;
  return JSON.stringify([
    [server, out, program, preview.arguments],
    [ownPosition, stopped, statements, needsConsent, warnings],
  ]);
}

function outdated(server: ServerId): SignalboxError {
  return new SignalboxError(
    'plan-outdated',
    `${server} is not as it was when the dump was looked at, and it would be taken in another way. Nothing was changed: look again.`,
    { server },
  );
}
