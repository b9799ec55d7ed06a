import type { ErrorReport } from '../../../shared/domain/errors.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { ChannelView, ClusterTopology, ServerView } from '../../../shared/domain/topology.ts';
import { inWords } from '../../../shared/domain/words.ts';
import type { Words } from '../../../shared/domain/words.ts';
import { isoTime } from '../render/time.ts';

type Document = Readonly<Record<string, unknown>>;

/** A cluster as `status --json` shows it. Times are ISO 8601, texts in the chosen words. */
export function clusterDocument(topology: ClusterTopology, words: Words): Document {
  return {
    name: topology.name,
    label: topology.label,
    environment: topology.environment,
    readAt: isoTime(topology.readAt),
    servers: topology.servers.map((server) => serverDocument(server, words)),
    findings: topology.findings.map((finding) => findingDocument(finding, words)),
    error: null,
  };
}

/** A cluster that could not be looked at, among others that could. */
export function failedClusterDocument(name: string, error: ErrorReport): Document {
  return { name, servers: [], findings: [], error };
}

function serverDocument(server: ServerView, words: Words): Document {
  const { reason } = server;
  return {
    id: server.id,
    address: server.address,
    aliases: server.aliases,
    label: server.label,
    hostname: server.hostname,
    family: server.family,
    version: server.version,
    serverId: server.serverId,
    uuid: server.uuid,
    role: server.role,
    reason: reason === null ? null : inWords(reason.message, words),
    reasonCode: reason?.code ?? null,
    readAt: isoTime(server.readAt),
    stale: server.stale,
    uptimeS: server.uptimeS,
    writable: server.writable,
    superReadOnly: server.superReadOnly,
    promotion: server.promotion,
    site: server.site,
    position: server.position,
    channels: server.channels.map(channelDocument),
  };
}

function channelDocument(channel: ChannelView): Document {
  const { error } = channel;
  return {
    name: channel.name,
    source: channel.source,
    io: channel.io,
    sql: channel.sql,
    executed: channel.executed,
    received: channel.received,
    gtid: channel.gtid,
    positioning: channel.positioning,
    lag: channel.lag,
    delayS: channel.delayS,
    error: error === null ? null : { number: error.number, message: error.message, at: error.at, thread: error.thread },
    filters: channel.filters,
  };
}

function findingDocument(finding: Finding, words: Words): Document {
  return {
    code: finding.code,
    severity: finding.severity,
    server: finding.server,
    servers: finding.servers,
    message: inWords(finding.message, words),
    explanation: inWords(finding.explanation, words),
    since: isoTime(finding.since),
    details: finding.details ?? null,
  };
}
