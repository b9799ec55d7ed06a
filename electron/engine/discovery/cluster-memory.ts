import { findingsOf } from '../../../shared/analysis/findings.ts';
import type { ServerHistory } from '../../../shared/analysis/history/resets.ts';
import { addSample, type PositionSample } from '../../../shared/analysis/topology/lag.ts';
import { ownGtid, serverViews, type Unreachable } from '../../../shared/analysis/topology/views.ts';
import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { factOf, readingOf, type FactsByServer } from '../../../shared/domain/facts.ts';
import type { Finding, FindingCode } from '../../../shared/domain/finding.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { ClusterTopology } from '../../../shared/domain/topology.ts';

/** One look at a cluster, read and sorted out. */
export interface Seen {
  readonly cluster: ClusterConfiguration;
  /** Of every server; failed readings where it can't be read. */
  readonly facts: FactsByServer;
  /** As `facts`, but with what was last seen of servers that can't be read. */
  readonly lastSeen: FactsByServer;
  readonly unreachable: ReadonlyMap<ServerId, Unreachable>;
  readonly stale: ReadonlySet<ServerId>;
  readonly now: number; // epoch ms
  readonly known: ReadonlyMap<ServerId, ServerHistory>;
}

/** What is remembered of a cluster from look to look: where sources were when, and since when findings hold. */
export class ClusterMemory {
  readonly #history = new Map<ServerId, readonly PositionSample[]>();
  #since = new Map<string, number>();

  /** Adds what was seen and says what it means. */
  topology(seen: Seen): ClusterTopology {
    this.#addSamples(seen.facts);
    const servers = serverViews({ ...seen, facts: seen.lastSeen, history: this.#history });
    const { cluster, facts, now } = seen;
    const findings = findingsOf({
      servers,
      facts,
      cluster,
      now,
      history: seen.known,
      since: (code, server) => this.#seenSince(code, server, now),
    });
    this.#forgetAllBut(findings);
    return {
      name: cluster.name,
      label: cluster.label,
      environment: cluster.environment,
      servers,
      findings,
      readAt: now,
    };
  }

  lastPosition(server: ServerId): PositionSample | null {
    return this.#history.get(server)?.at(-1) ?? null;
  }

  #addSamples(facts: FactsByServer): void {
    for (const server of facts.values()) {
      const status = factOf(server, 'status');
      const at = readingOf(server, 'status')?.readAt;
      const position = status?.position ?? null;
      if (status === undefined || position === null || at === undefined) continue;
      const sample = { at, position, gtid: ownGtid(status.gtid) };
      this.#history.set(server.server, addSample(this.#history.get(server.server) ?? [], sample));
    }
  }

  #seenSince(code: FindingCode, server: ServerId | null, now: number): number {
    return this.#since.get(keyOf(code, server)) ?? now;
  }

  #forgetAllBut(findings: readonly Finding[]): void {
    this.#since = new Map(findings.map((finding) => [keyOf(finding.code, finding.server), finding.since]));
  }
}

function keyOf(code: FindingCode, server: ServerId | null): string {
  return `${code} ${server ?? ''}`;
}
