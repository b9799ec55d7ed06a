import { defaultPort } from '../../../shared/domain/address.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { ClusterTopology } from '../../../shared/domain/topology.ts';

/**
 * The server that a person means: by address, alias, label or host name.
 * @throws SignalboxError with `code` when none or several are meant, naming those that are known.
 */
export function resolveServer(
  topology: ClusterTopology,
  name: ServerId,
  code: 'candidate-unknown' | 'bad-usage',
): ServerId {
  const wanted = name.trim().toLowerCase();
  const withPort = `${wanted}:${String(defaultPort)}`;
  const matches = topology.servers.filter(
    (server) =>
      server.id === wanted ||
      server.id === withPort ||
      server.aliases.includes(wanted) ||
      server.label?.toLowerCase() === wanted ||
      server.hostname?.toLowerCase() === wanted,
  );
  const [found] = matches;
  if (found !== undefined && (matches.length === 1 || found.id === wanted)) return found.id;
  const known = topology.servers.map((server) => server.id);
  const why = matches.length > 1 ? `“${name}” names several servers` : `“${name}” is not a server of ${topology.name}`;
  throw new SignalboxError(code, `${why}. Known: ${known.join(', ')}.`, { details: { known } });
}
