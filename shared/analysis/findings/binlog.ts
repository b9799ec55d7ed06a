import { serverRules } from '../../domain/configuration.ts';
import { factOf } from '../../domain/facts.ts';
import type { ServerId } from '../../domain/server.ts';
import type { ServerView } from '../../domain/topology.ts';
import type { FindingDraft, SeenCluster } from './draft.ts';
import { answers, leadersOf, replicasOf, upstreamOf } from './relations.ts';

/** Binary log settings that break replication now, or a switchover later. Silent where settings were not read. */
export function binlogFindings(seen: SeenCluster): readonly FindingDraft[] {
  const feeding = seen.servers.filter((server) => answers(server) && replicasOf(seen.servers, server.id).length > 0);
  return [
    ...feeding.filter(({ id }) => logBin(seen, id) === false).map(({ id }) => sourceWithoutLog(seen, id)),
    ...feeding.filter((server) => breaksChain(seen, server)).map(({ id }) => brokenChain(seen, id)),
    ...leadersOf(seen.servers).flatMap((leader) => candidateFindings(seen, leader)),
  ];
}

function logBin(seen: SeenCluster, server: ServerId): boolean | undefined {
  return factOf(seen.facts.get(server), 'settings')?.logBin;
}

/** With the binary log off there is nothing to log into: that is the other finding. */
function logsReplicated(seen: SeenCluster, server: ServerId): boolean | undefined {
  const settings = factOf(seen.facts.get(server), 'settings');
  return settings?.logBin === true ? settings.logReplicaUpdates : undefined;
}

function sourceWithoutLog(seen: SeenCluster, server: ServerId): FindingDraft {
  return {
    code: 'binlog-off',
    severity: 'critical',
    server,
    servers: [server, ...replicasOf(seen.servers, server).map(({ id }) => id)],
    message: `${server} has {replicas} but its binary log is off.`,
    explanation:
      'Its {replicas} receive nothing from it. Switch log_bin on in its configuration and restart it; the {replicas} must then be set up again from a copy.',
  };
}

/** In a pair on its own nothing has to pass through: what comes in comes from its only {replica}. */
function breaksChain(seen: SeenCluster, server: ServerView): boolean {
  if (logsReplicated(seen, server.id) !== false) return false;
  const upstream = [...upstreamOf(seen.servers, server)].filter((id) => id !== server.id);
  return replicasOf(seen.servers, server.id).some((replica) => upstream.some((id) => id !== replica.id));
}

function brokenChain(seen: SeenCluster, server: ServerId): FindingDraft {
  return {
    code: 'log-replica-updates-off',
    severity: 'critical',
    server,
    servers: [server, ...replicasOf(seen.servers, server).map(({ id }) => id)],
    message: `${server} passes nothing on: it replicates and has {replicas}, but log_slave_updates is off.`,
    explanation:
      'What it receives is not written to its binary log, so its {replicas} silently lack it. Switch log_slave_updates (log_replica_updates) on, restart it, and set its {replicas} up again from a copy.',
  };
}

/** Direct replicas of a leader that could take over by the rules; those with replicas of their own are judged above. */
function candidateFindings(seen: SeenCluster, leader: ServerView): readonly FindingDraft[] {
  const replicas = replicasOf(seen.servers, leader.id);
  const candidates = replicas.filter((server) => answers(server) && mayLead(seen, server));
  const withoutLog = candidates.filter(({ id }) => logBin(seen, id) === false);
  const unlogged = replicas.length < 2 ? [] : candidates.filter(({ id }) => logsReplicated(seen, id) === false);
  const fit = candidates.length - withoutLog.length - unlogged.length;
  const leaf = (server: ServerView): boolean => replicasOf(seen.servers, server.id).length === 0;
  return [
    ...(fit + unlogged.length > 0 ? [] : withoutLog.filter(leaf).map(({ id }) => candidateWithoutLog(id))),
    ...unlogged.filter(leaf).map(({ id }) => candidateUnlogged(id, fit > 0)),
  ];
}

function mayLead(seen: SeenCluster, server: ServerView): boolean {
  return serverRules(seen.cluster, server.id, server.aliases).promotion !== 'never';
}

function candidateWithoutLog(server: ServerId): FindingDraft {
  return {
    code: 'binlog-off',
    severity: 'warning',
    server,
    servers: [server],
    message: `${server} can’t take over, and no other {replica} can: its binary log is off.`,
    explanation:
      'Nobody could replicate from it. Switch log_bin on in its configuration and restart it, before it is needed.',
  };
}

function candidateUnlogged(server: ServerId, othersFit: boolean): FindingDraft {
  return {
    code: 'log-replica-updates-off',
    severity: othersFit ? 'info' : 'warning',
    server,
    servers: [server],
    message: `${server} can’t take over with others following it: log_slave_updates is off.`,
    explanation: othersFit
      ? 'Other {replicas} can take over instead. Switch log_slave_updates (log_replica_updates) on at the next restart if this one should be able to.'
      : 'No other {replica} can take over either. Switch log_slave_updates (log_replica_updates) on in its configuration and restart it, before it is needed.',
  };
}
