import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import type { Family, ServerId } from '../../../shared/domain/server.ts';
import type { ConnectionTarget, Connector } from '../connections/session.ts';
import type { ClusterLook } from '../discovery/cluster-reader.ts';
import type { Journal } from '../journal/journal.ts';
import type { UnaskedProgram } from './find-program.ts';
import type { PauseNotes } from './pause-notes.ts';

/** What taking a dump uses of the engine. */
export interface DumpParts {
  readonly journal: Journal;
  readonly pauses: PauseNotes;
  readonly connector: Connector;
  readonly now: () => number; // epoch ms
  readonly cluster: (name: string) => Promise<ClusterConfiguration>;
  readonly look: (cluster: ClusterConfiguration, signal: AbortSignal) => Promise<ClusterLook>;
  readonly target: (cluster: ClusterConfiguration, server: ServerId) => ConnectionTarget;
  /** Dump programs that this machine has beside those on the PATH. */
  readonly otherPrograms: (family: Family) => Promise<readonly UnaskedProgram[]>;
}

/** Quoting as the dialects do it, waits bounded, and not closed by the server while the dump is written. */
export const dumpVariables = { sql_mode: '', lock_wait_timeout: 5, wait_timeout: 86_400 };
export const connectWithinMs = 5000; // ms
export const statementMs = 20_000; // ms
