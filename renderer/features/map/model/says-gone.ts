import type { Finding } from '../../../../shared/domain/finding.ts';
import type { ServerView } from '../../../../shared/domain/topology.ts';
import { goneSource } from '../../../ui/topology/gone-source.ts';

/** Is a finding about the source that the cluster has lost, so that its way on is a failover? */
export function saysGone({ code, server }: Finding, servers: readonly ServerView[]): boolean {
  if (code !== 'master-dead' && code !== 'server-unreachable') return false;
  return server !== null && server === goneSource(servers);
}
