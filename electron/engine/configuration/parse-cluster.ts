import { isMap } from 'yaml';
import { clusterDefaults } from '../../../shared/domain/configuration.ts';
import type {
  ClusterConfiguration,
  Environment,
  PromotionRule,
  ServerConfiguration,
  TlsConfiguration,
  TlsMode,
} from '../../../shared/domain/configuration.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { entriesOf, isNothing, itemsOf } from './entry.ts';
import type { Entry, Source } from './entry.ts';
import { hooksOf } from './parse-hooks.ts';
import { addressOf, badAddress, booleanOf, choiceOf, durationOf, passwordOf, readAddress, textOf } from './values.ts';

export const environments: readonly Environment[] = ['production', 'staging', 'development'];
export const promotions: readonly PromotionRule[] = ['prefer', 'neutral', 'never'];
export const tlsModes: readonly TlsMode[] = ['off', 'preferred', 'required', 'verify-ca', 'verify-identity'];

const pollBounds = { min: 500, max: 600_000, example: '2s' }; // ms
const sampleBounds = { min: 0, max: 86_400_000, example: '5m' }; // ms
const lagBounds = { min: 0, max: 86_400_000, example: '20s' }; // ms

const clusterKeys = [
  'label',
  'environment',
  'seeds',
  'user',
  'password',
  'tls',
  'replication',
  'poll_interval',
  'sample_interval',
  'lag_limit',
  'ask_to_move_application',
  'hooks',
  'servers',
] as const;

/** What a cluster's map says. Where it has mistakes the result is incomplete and the source's list is not empty. */
export function parseCluster(source: Source, entry: Entry): ClusterConfiguration {
  if (isNothing(entry.node))
    source.mistakes.add(entry.offset, `${entry.path} is empty: write at least seeds and user below it.`);
  const keys = entriesOf(source, entry, clusterKeys);
  const read = <T>(key: (typeof clusterKeys)[number], reader: (source: Source, entry: Entry) => T | null): T | null => {
    const found = keys.get(key);
    return found === undefined ? null : reader(source, found);
  };
  const lagMs = read('lag_limit', (s, e) => durationOf(s, e, lagBounds));
  return {
    name: entry.key,
    label: read('label', textOf) ?? entry.key,
    environment: read('environment', (s, e) => choiceOf(s, e, environments)) ?? clusterDefaults.environment,
    seeds: read('seeds', seedsOf) ?? missing(source, entry, keys, 'seeds', '[db1:3306]', []),
    user: read('user', (s, e) => textOf(s, e, 128)) ?? missing(source, entry, keys, 'user', 'signalbox', ''),
    password: read('password', passwordOf) ?? { kind: 'ask' },
    tls: read('tls', tlsOf) ?? clusterDefaults.tls,
    replication: read('replication', replicationOf),
    pollIntervalMs: read('poll_interval', (s, e) => durationOf(s, e, pollBounds)) ?? clusterDefaults.pollIntervalMs,
    sampleIntervalMs:
      read('sample_interval', (s, e) => durationOf(s, e, sampleBounds)) ?? clusterDefaults.sampleIntervalMs,
    lagLimitS: lagMs === null ? clusterDefaults.lagLimitS : lagMs / 1000,
    askToMoveApplication: read('ask_to_move_application', booleanOf) ?? clusterDefaults.askToMoveApplication,
    hooks: read('hooks', hooksOf) ?? clusterDefaults.hooks,
    servers: read('servers', serversOf) ?? clusterDefaults.servers,
  };
}

/** An unknown key is probably the missing one, and the better thing to tell. */
function missing<T>(
  source: Source,
  cluster: Entry,
  keys: ReadonlyMap<string, Entry>,
  key: string,
  example: string,
  instead: T,
): T {
  const hasUnknownKeys = isMap(cluster.node) && cluster.node.items.length > keys.size;
  if (!keys.has(key) && !isNothing(cluster.node) && !hasUnknownKeys) {
    source.mistakes.add(cluster.keyOffset, `${cluster.path} has no ${key}: write below it ${key}: ${example}`);
  }
  return instead;
}

function seedsOf(source: Source, entry: Entry): readonly ServerId[] | null {
  const items = itemsOf(source, entry, 'db1:3306, db2:3306');
  const addresses = items.map((item) => addressOf(source, item)).filter((address) => address !== null);
  if (items.length > 0) return [...new Set(addresses)];
  source.mistakes.add(entry.offset, `${entry.path} names no server: write ${entry.key}: [db1:3306]`);
  return null;
}

function tlsOf(source: Source, entry: Entry): TlsConfiguration {
  const keys = entriesOf(source, entry, ['mode', 'ca', 'cert', 'key']);
  const path = (key: string): string | null => {
    const found = keys.get(key);
    return found === undefined ? null : textOf(source, found, 4000);
  };
  const mode = keys.get('mode');
  const [cert, key] = [keys.get('cert'), keys.get('key')];
  const alone = cert !== undefined && key === undefined ? cert : cert === undefined ? key : undefined;
  if (alone !== undefined) source.mistakes.add(alone.keyOffset, `${entry.path} needs both cert and key, or neither.`);
  return {
    mode: (mode === undefined ? null : choiceOf(source, mode, tlsModes)) ?? clusterDefaults.tls.mode,
    caFile: path('ca'),
    certFile: path('cert'),
    keyFile: path('key'),
  };
}

function replicationOf(source: Source, entry: Entry): ClusterConfiguration['replication'] {
  const keys = entriesOf(source, entry, ['user', 'password']);
  const [user, password] = [keys.get('user'), keys.get('password')];
  if (user === undefined) source.mistakes.add(entry.keyOffset, `${entry.path} has no user: write below it user: repl`);
  const name = user === undefined ? null : textOf(source, user, 128);
  const ref = password === undefined ? ({ kind: 'ask' } as const) : passwordOf(source, password);
  return name === null || ref === null ? null : { user: name, password: ref };
}

function serversOf(source: Source, entry: Entry): readonly ServerConfiguration[] {
  const seen = new Set<ServerId>();
  const servers: ServerConfiguration[] = [];
  for (const server of entriesOf(source, entry, null).values()) {
    const address = readAddress(server.key);
    if (address === null) source.mistakes.add(server.keyOffset, badAddress(server.path));
    else if (seen.has(address))
      source.mistakes.add(server.keyOffset, `${server.path} is the same server as one above it: keep one.`);
    else {
      seen.add(address);
      servers.push(serverOf(source, server, address));
    }
  }
  return servers;
}

function serverOf(source: Source, entry: Entry, address: ServerId): ServerConfiguration {
  const keys = entriesOf(source, entry, ['label', 'promotion', 'site']);
  const [label, promotion, site] = [keys.get('label'), keys.get('promotion'), keys.get('site')];
  return {
    address,
    label: label === undefined ? null : textOf(source, label),
    promotion: (promotion === undefined ? null : choiceOf(source, promotion, promotions)) ?? 'neutral',
    site: site === undefined ? null : textOf(source, site),
  };
}
