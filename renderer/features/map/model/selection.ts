import type { Finding } from '../../../../shared/domain/finding.ts';
import type { ServerId } from '../../../../shared/domain/server.ts';
import { findingKey } from './order-findings.ts';

/** What is selected: one server, or the servers of a finding. */
export interface Selection {
  readonly servers: readonly ServerId[];
  /** Key of the finding it came from. */
  readonly finding: string | null;
}

export const nothing: Selection = { servers: [], finding: null };

/** Choosing the selected server again selects nothing. */
export function choosing(server: ServerId | null, before: Selection): Selection {
  if (server === null) return nothing;
  const again = before.finding === null && before.servers[0] === server;
  return again ? nothing : { servers: [server], finding: null };
}

export function choosingFinding(finding: Finding): Selection {
  const servers = finding.servers.length > 0 || finding.server === null ? finding.servers : [finding.server];
  return { servers, finding: findingKey(finding) };
}
