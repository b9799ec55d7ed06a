import type { HookConfiguration } from './hook.ts';
import type { ServerId } from './server.ts';

/** Where a password is found: `env:NAME`, `file:PATH`, `secret:NAME`, or `ask`. Never the password itself. */
export type PasswordRef =
  | { readonly kind: 'env'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'secret'; readonly name: string }
  | { readonly kind: 'ask' };

export type Environment = 'production' | 'staging' | 'development';
export type PromotionRule = 'prefer' | 'neutral' | 'never';
export type TlsMode = 'off' | 'preferred' | 'required' | 'verify-ca' | 'verify-identity';

export interface TlsConfiguration {
  readonly mode: TlsMode;
  readonly caFile: string | null;
  readonly certFile: string | null;
  readonly keyFile: string | null;
}

export interface ServerConfiguration {
  readonly address: ServerId;
  readonly label: string | null;
  readonly promotion: PromotionRule;
  readonly site: string | null;
}

export interface ClusterConfiguration {
  readonly name: string;
  readonly label: string;
  readonly environment: Environment;
  readonly seeds: readonly ServerId[];
  readonly user: string;
  readonly password: PasswordRef;
  readonly tls: TlsConfiguration;
  /** The account replicas use, for a master that becomes a slave where the servers keep no readable copy (MariaDB). */
  readonly replication: { readonly user: string; readonly password: PasswordRef } | null;
  readonly pollIntervalMs: number; // ms
  /** How often a light sample of a watched server is kept; 0: never. */
  readonly sampleIntervalMs: number; // ms
  readonly lagLimitS: number; // s
  /** Ask the operator to move the application before writes are stopped and after they are possible again. */
  readonly askToMoveApplication: boolean;
  /** Programs of the operator's, in the order in which they are run. */
  readonly hooks: readonly HookConfiguration[];
  readonly servers: readonly ServerConfiguration[];
}

export interface Configuration {
  /** The file it came from; null when there is none yet. */
  readonly path: string | null;
  readonly clusters: readonly ClusterConfiguration[];
}

/** What a cluster has when the file does not say otherwise. */
export const clusterDefaults = {
  environment: 'production',
  tls: { mode: 'preferred', caFile: null, certFile: null, keyFile: null },
  replication: null,
  pollIntervalMs: 2000,
  sampleIntervalMs: 300_000,
  lagLimitS: 20,
  askToMoveApplication: false,
  hooks: [],
  servers: [],
} as const satisfies Partial<ClusterConfiguration>;

/** The rules for one server, neutral when the file does not name it. */
export function serverRules(
  cluster: ClusterConfiguration,
  server: ServerId,
  aliases: readonly ServerId[] = [],
): ServerConfiguration {
  const named = cluster.servers.find((entry) => entry.address === server || aliases.includes(entry.address));
  return named ?? { address: server, label: null, promotion: 'neutral', site: null };
}
