import type { Duty } from '../../../../shared/domain/duty.ts';
import type { Finding } from '../../../../shared/domain/finding.ts';
import type { ServerId } from '../../../../shared/domain/server.ts';
import type { ServerView } from '../../../../shared/domain/topology.ts';
import { rejoinSource } from '../../../ui/topology/rejoin-source.ts';

/** The old source that a finding is about, where it is back and could follow the new one; null: none. */
export function returnedIn(
  cluster: string,
  finding: Pick<Finding, 'code' | 'server' | 'servers'>,
  duties: readonly Duty[],
  servers: readonly ServerView[],
): ServerId | null {
  const ours = duties.filter((duty) => duty.cluster === cluster && duty.state !== 'waiting');
  const kept = ours.map(({ server }) => server);
  const replaced = new Set(finding.code === 'follows-nobody' ? [...kept, finding.server] : kept);
  const views = servers.filter(({ id }) => finding.servers.includes(id) && replaced.has(id));
  return views.find((view) => rejoinSource(servers, view) !== null)?.id ?? null;
}
