import type { ServerId } from '../../../../shared/domain/server.ts';
import type { InputOf } from '../../../../shared/ipc/contract.ts';

/** What is to be dumped, and where to, as typed so far. */
export interface DumpChoice {
  readonly server: ServerId | null;
  /** All but the server's own, whichever there are when the dump is taken. */
  readonly everything: boolean;
  /** Those that are wanted where not everything is. */
  readonly databases: readonly string[];
  /** A whole path on the machine where the engine runs. */
  readonly out: string;
  readonly keepStopped: boolean;
}

export const nothingChosen: DumpChoice = {
  server: null,
  everything: true,
  databases: [],
  out: '',
  keepStopped: false,
};

/** Another server has other databases, and may not be one that stands still. */
export function withServer(choice: DumpChoice, server: ServerId | null): DumpChoice {
  return server === choice.server ? choice : { ...nothingChosen, out: choice.out, server };
}

/** One database more, or one less. */
export function toggled(choice: DumpChoice, database: string): DumpChoice {
  const without = choice.databases.filter((name) => name !== database);
  return {
    ...choice,
    databases: without.length < choice.databases.length ? without : [...choice.databases, database],
  };
}

/** What keeps the dump from being looked at; null when nothing does. */
export function missingIn({ server, everything, databases, out }: DumpChoice): string | null {
  if (server === null) return 'Choose the server first';
  if (!everything && databases.length === 0) return 'Choose a database first';
  return out.trim() === '' ? 'Name the file first' : null;
}

/** As the engine takes it; of a choice in which nothing is missing. */
export function requestOf(
  cluster: string,
  { everything, databases, out, keepStopped }: DumpChoice,
  from: ServerId,
): InputOf<'dump.preview'> {
  return { cluster, from, out: out.trim(), databases: everything ? null : [...databases], keepStopped };
}

/** A name for the file: who is dumped and when, in the person's own calendar. */
export function suggestedName(server: string, now: Date): string {
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${server.replaceAll(/[^\w.-]+/g, '-')}-${day.join('-')}.sql.gz`;
}
