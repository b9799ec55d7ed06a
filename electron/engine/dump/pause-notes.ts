import type { PauseNote } from '../../../shared/domain/dump.ts';
import type { JournalledProgram } from '../../../shared/domain/journal.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { Journal } from '../journal/journal.ts';
import type { Programs } from '../journal/program.ts';

interface Kept extends PauseNote {
  readonly program: JournalledProgram;
}

/** Remembers beside the journal which servers are paused for a dump, so that a killed program leaves word. */
export class PauseNotes {
  readonly #journal: Pick<Journal, 'setting' | 'setSetting'>;
  readonly #programs: Programs;

  constructor(journal: Pick<Journal, 'setting' | 'setSetting'>, programs: Programs) {
    this.#journal = journal;
    this.#programs = programs;
  }

  /** Before the first is stopped. @throws SignalboxError `journal-unwritable`. */
  begun(cluster: string, note: PauseNote): void {
    const others = this.#kept(cluster).filter(({ server }) => server !== note.server);
    this.#keep(cluster, [...others, { ...note, program: this.#programs.self() }]);
  }

  /** All run again. @throws SignalboxError `journal-unwritable`. */
  ended(cluster: string, server: ServerId): void {
    this.#keep(
      cluster,
      this.#kept(cluster).filter((kept) => kept.server !== server),
    );
  }

  /** Those whose program is gone. Whether their SQL threads are still stopped the servers know. */
  cutOff(cluster: string): readonly PauseNote[] {
    return this.#kept(cluster)
      .filter(({ program }) => !this.#programs.isRunning(program))
      .map(({ server, out, statements }) => ({ server, out, statements }));
  }

  /** Those whose program runs: SQL threads that are stopped for a dump now. */
  held(cluster: string): readonly PauseNote[] {
    return this.#kept(cluster)
      .filter(({ program }) => this.#programs.isRunning(program))
      .map(({ server, out, statements }) => ({ server, out, statements }));
  }

  #kept(cluster: string): readonly Kept[] {
    const value = this.#journal.setting(keyOf(cluster));
    return Array.isArray(value) ? (value as readonly unknown[] as readonly Kept[]) : [];
  }

  #keep(cluster: string, kept: readonly Kept[]): void {
    const plain = kept.map(({ server, out, statements, program: { pid, startedAt, boot } }) => ({
      server,
      out,
      statements,
      program: { pid, startedAt, boot },
    }));
    this.#journal.setSetting(keyOf(cluster), plain);
  }
}

function keyOf(cluster: string): string {
  return `dump-pauses:${cluster}`;
}
