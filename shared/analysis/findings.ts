import { findingCodes } from '../domain/finding.ts';
import type { Finding, FindingCode, Severity } from '../domain/finding.ts';
import type { ServerId } from '../domain/server.ts';
import { binlogFindings } from './findings/binlog.ts';
import type { FindingDraft, SeenCluster } from './findings/draft.ts';
import { errantFindings } from './findings/errant.ts';
import { identityFindings } from './findings/identity.ts';
import { positionResetFindings } from './findings/position-reset.ts';
import { reachabilityFindings } from './findings/reachability.ts';
import { replicationFindings } from './findings/replication.ts';
import { writerFindings } from './findings/writers.ts';

export interface FindingsInput extends SeenCluster {
  /** When this program first saw that finding, without a gap until now; `now` when it is new. Epoch ms. */
  readonly since: (code: FindingCode, server: ServerId | null) => number;
}

const families: readonly ((seen: SeenCluster) => readonly FindingDraft[])[] = [
  reachabilityFindings,
  positionResetFindings,
  replicationFindings,
  writerFindings,
  errantFindings,
  identityFindings,
  binlogFindings,
];

const rank: Record<Severity, number> = { critical: 0, warning: 1, info: 2 };

/**
 * Every situation that the facts show, worst first; of equal severity in the order of `findingCodes`, then by server:
 * stable from poll to poll. A code is given at most once for a server.
 */
export function findingsOf(input: FindingsInput): readonly Finding[] {
  return families
    .flatMap((family) => family(input))
    .sort(byUrgency)
    .filter(isFirst)
    .map(explainedByReset)
    .map((draft) => ({ ...draft, since: input.since(draft.code, draft.server) }));
}

/** A replica of two sources is looked at twice; the worse finding stays. */
function isFirst({ code, server }: FindingDraft, at: number, all: readonly FindingDraft[]): boolean {
  return all.findIndex((other) => other.code === code && other.server === server) === at;
}

/** What breaks after a position was reset is no row to be skipped or repaired: the log is applied once more. */
function explainedByReset(draft: FindingDraft, _: number, all: readonly FindingDraft[]): FindingDraft {
  const isReset = all.some(
    ({ code, server, severity }) => code === 'position-reset' && server === draft.server && severity !== 'info',
  );
  return draft.code === 'replication-stopped' && isReset ? { ...draft, explanation: resetFirst } : draft;
}

const resetFirst =
  'Its position was reset, so that it applies again what it has. Skip nothing, repair nothing and don’t start it: put it back where its data stands first.';

function byUrgency(a: FindingDraft, b: FindingDraft): number {
  return (
    rank[a.severity] - rank[b.severity] ||
    findingCodes.indexOf(a.code) - findingCodes.indexOf(b.code) ||
    compareText(a.server ?? '', b.server ?? '')
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
