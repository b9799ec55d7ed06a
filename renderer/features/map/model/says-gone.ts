import type { Finding } from '../../../../shared/domain/finding.ts';
import type { ServerView } from '../../../../shared/domain/topology.ts';
import { isGoneSource } from '../../../ui/topology/gone-source.ts';

/** Is a finding about a source that is gone, so that its way on is a failover? */
export function saysGone({ code, server }: Finding, servers: readonly ServerView[]): boolean {
  if (code !== 'master-dead' && code !== 'server-unreachable') return false;
  const view = servers.find(({ id }) => id === server);
  return view !== undefined && isGoneSource(servers, view);
}
