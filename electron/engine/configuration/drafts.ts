import { formatAddress, parseAddress } from '../../../shared/domain/address.ts';
import { clusterDefaults } from '../../../shared/domain/configuration.ts';
import type { ClusterConfiguration, PasswordRef } from '../../../shared/domain/configuration.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ClusterDraft, ClusterSummary } from '../../../shared/ipc/contract.ts';
import { formatPasswordRef, parsePasswordRef, passwordRefForms } from '../secrets/password-ref.ts';
import { clusterNameRule, isClusterName } from './parse-configuration.ts';
import { readAddress } from './values.ts';

/**
 * A cluster as it was typed, in the form the file keeps. `previous` is what it replaces: what a draft does not carry
 * (client certificate, hooks) stays. A password that was typed is not in the result; see `typedSecrets`.
 * @throws SignalboxError `bad-input`, `bad-address`, `config-plain-password`.
 */
export function clusterOf(draft: ClusterDraft, previous: ClusterConfiguration | null = null): ClusterConfiguration {
  const name = draft.name.trim();
  if (!isClusterName(name)) throw new SignalboxError('bad-input', `A cluster's name ${clusterNameRule}.`);
  return {
    name,
    label: draft.label.trim() || name,
    environment: draft.environment,
    seeds: [...new Set(draft.seeds.map(addressOf))],
    user: draft.user,
    password: refOf(draft.password, secretName(name, 'login')),
    tls: {
      mode: draft.tls,
      caFile: draft.tlsCaFile,
      certFile: draft.tlsCertFile === undefined ? (previous?.tls.certFile ?? null) : draft.tlsCertFile,
      keyFile: draft.tlsKeyFile === undefined ? (previous?.tls.keyFile ?? null) : draft.tlsKeyFile,
    },
    replication: replicationOf(draft, name),
    pollIntervalMs: draft.pollIntervalMs,
    sampleIntervalMs: previous?.sampleIntervalMs ?? clusterDefaults.sampleIntervalMs,
    lagLimitS: draft.lagLimitS,
    askToMoveApplication: draft.askToMoveApplication,
    hooks: previous?.hooks ?? clusterDefaults.hooks,
    servers: draft.servers.map((server) => ({
      address: addressOf(server.address),
      label: server.label?.trim() || null,
      promotion: server.promotion,
      site: server.site?.trim() || null,
    })),
  };
}

/** The passwords that were typed into a draft, by the name under which the secret store keeps them. */
export function typedSecrets(draft: ClusterDraft): ReadonlyMap<string, string> {
  const name = draft.name.trim();
  const typed = new Map<string, string>();
  if (draft.password === 'typed' && draft.passwordText !== null) {
    typed.set(secretName(name, 'login'), draft.passwordText);
  }
  if (draft.replicationPassword === 'typed' && draft.replicationPasswordText !== null) {
    typed.set(secretName(name, 'replication'), draft.replicationPasswordText);
  }
  return typed;
}

/** What windows and the command line see of a cluster. */
export function summaryOf(cluster: ClusterConfiguration, needsPassword: boolean): ClusterSummary {
  return {
    name: cluster.name,
    label: cluster.label,
    environment: cluster.environment,
    seeds: [...cluster.seeds],
    user: cluster.user,
    password: formatPasswordRef(cluster.password),
    tls: cluster.tls.mode,
    tlsCaFile: cluster.tls.caFile,
    replicationUser: cluster.replication?.user ?? null,
    replicationPassword: cluster.replication === null ? null : formatPasswordRef(cluster.replication.password),
    pollIntervalMs: cluster.pollIntervalMs,
    lagLimitS: cluster.lagLimitS,
    askToMoveApplication: cluster.askToMoveApplication,
    servers: cluster.servers.map((server) => ({ ...server })),
    needsPassword,
  };
}

/** A draft with all defaults, to which the caller adds what is known. */
export function emptyDraft(name: string, seeds: readonly string[], user: string): ClusterDraft {
  return {
    name,
    label: name,
    environment: clusterDefaults.environment,
    seeds: [...seeds],
    user,
    password: 'ask',
    passwordText: null,
    tls: clusterDefaults.tls.mode,
    tlsCaFile: null,
    replicationUser: null,
    replicationPassword: null,
    replicationPasswordText: null,
    pollIntervalMs: clusterDefaults.pollIntervalMs,
    lagLimitS: clusterDefaults.lagLimitS,
    askToMoveApplication: clusterDefaults.askToMoveApplication,
    servers: [],
  };
}

function secretName(cluster: string, use: 'login' | 'replication'): string {
  return `${cluster}/${use}`;
}

function replicationOf(draft: ClusterDraft, name: string): ClusterConfiguration['replication'] {
  if (draft.replicationUser === null || draft.replicationUser === '') return null;
  const password = refOf(draft.replicationPassword ?? 'ask', secretName(name, 'replication'));
  return { user: draft.replicationUser, password };
}

function refOf(text: string, typedName: string): PasswordRef {
  if (text === 'typed') return { kind: 'secret', name: typedName };
  const ref = parsePasswordRef(text);
  if (ref !== null) return ref;
  throw new SignalboxError(
    'config-plain-password',
    `A password is given by reference only, so that it never gets into the configuration file: write ${passwordRefForms}.`,
  );
}

/** Without quoting what may be user:password@host. */
function addressOf(text: string): string {
  if (text.includes('@')) {
    throw new SignalboxError('bad-address', 'An address is host or host:port only; user and password are given apart.');
  }
  return readAddress(text) ?? formatAddress(parseAddress(text));
}
