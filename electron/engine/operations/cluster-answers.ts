import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ClusterLook } from './prepared-plan.ts';

/** @throws SignalboxError `no-server-answered` */
export function assertAnyAnswers(cluster: ClusterConfiguration, look: ClusterLook): void {
  if (look.topology.servers.some((server) => server.role !== 'unreachable')) return;
  const reasons = look.topology.servers.map((server) => `${server.id}: ${server.reason?.message ?? 'no answer'}`);
  throw new SignalboxError('no-server-answered', `No server of ${cluster.name} answered. ${reasons.join(' ')}`, {
    details: { servers: reasons },
  });
}
