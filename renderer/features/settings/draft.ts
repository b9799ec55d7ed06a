import { clusterDefaults, type PromotionRule, type TlsMode } from '../../../shared/domain/configuration.ts';
import type { ClusterDraft, ClusterSummary } from '../../../shared/ipc/contract.ts';

/** Where the password comes from, as the form has it. */
export type PasswordSource = 'typed' | 'env' | 'file' | 'ask' | 'kept';

export interface PasswordFields {
  readonly source: PasswordSource;
  /** Password, variable name or path. Empty for `ask` and `kept`. */
  readonly text: string;
}

/** A server's rules as typed. */
export interface ServerFields {
  readonly address: string;
  readonly label: string;
  readonly promotion: PromotionRule;
  readonly site: string;
}

/** A cluster as typed: text where people type. */
export interface ClusterFields {
  readonly name: string;
  readonly label: string;
  readonly environment: ClusterDraft['environment'];
  readonly seeds: string;
  readonly user: string;
  readonly password: PasswordFields;
  readonly tls: TlsMode;
  readonly tlsCaFile: string;
  readonly replicationUser: string;
  readonly replicationPassword: PasswordFields;
  readonly pollSeconds: number; // s
  readonly lagLimitS: number; // s
  readonly askToMoveApplication: boolean;
  readonly servers: readonly ServerFields[];
}

export const emptyFields: ClusterFields = {
  name: '',
  label: '',
  environment: clusterDefaults.environment,
  seeds: '',
  user: 'signalbox',
  password: { source: 'typed', text: '' },
  tls: clusterDefaults.tls.mode,
  tlsCaFile: '',
  replicationUser: '',
  replicationPassword: { source: 'typed', text: '' },
  pollSeconds: clusterDefaults.pollIntervalMs / 1000,
  lagLimitS: clusterDefaults.lagLimitS,
  askToMoveApplication: clusterDefaults.askToMoveApplication,
  servers: [],
};

/** A cluster of the configuration, to be edited. Its passwords stay as they are until another is given. */
export function fieldsOf(cluster: ClusterSummary): ClusterFields {
  return {
    name: cluster.name,
    label: cluster.label,
    environment: cluster.environment,
    seeds: cluster.seeds.join('\n'),
    user: cluster.user,
    password: { source: 'kept', text: '' },
    tls: cluster.tls,
    tlsCaFile: cluster.tlsCaFile ?? '',
    replicationUser: cluster.replicationUser ?? '',
    replicationPassword: { source: cluster.replicationPassword === null ? 'typed' : 'kept', text: '' },
    pollSeconds: cluster.pollIntervalMs / 1000,
    lagLimitS: cluster.lagLimitS,
    askToMoveApplication: cluster.askToMoveApplication,
    servers: cluster.servers.map(({ address, label, promotion, site }) => ({
      address,
      label: label ?? '',
      promotion,
      site: site ?? '',
    })),
  };
}

/** What is missing before it can be tried or saved, as sentences by field; empty when nothing is. */
export function missingIn(fields: ClusterFields): Partial<Record<'name' | 'seeds' | 'user' | 'password', string>> {
  return {
    ...(fields.name.trim() === '' && { name: 'Give the cluster a short name.' }),
    ...(seedsOf(fields).length === 0 && { seeds: 'Name at least one server: host or host:port.' }),
    ...(fields.user.trim() === '' && { user: 'Name the account Signalbox connects with.' }),
    ...((fields.password.source === 'env' || fields.password.source === 'file') &&
      fields.password.text.trim() === '' && { password: 'Say where the password is.' }),
  };
}

/** The addresses typed, one a line or with commas or spaces between. */
function seedsOf(fields: ClusterFields): string[] {
  return fields.seeds.split(/[\s,;]+/).filter((seed) => seed !== '');
}

/** What is sent to the engine. `kept` is the reference that the configuration has. */
export function draftOf(fields: ClusterFields, kept: ClusterSummary | null): ClusterDraft {
  const password = reference(fields.password, kept?.password ?? 'ask');
  const replicationUser = orNull(fields.replicationUser);
  const replication =
    replicationUser === null ? null : reference(fields.replicationPassword, kept?.replicationPassword ?? 'ask');
  return {
    name: fields.name.trim(),
    label: orNull(fields.label) ?? fields.name.trim(),
    environment: fields.environment,
    seeds: seedsOf(fields),
    user: fields.user.trim(),
    password: password.reference,
    passwordText: password.typed,
    tls: fields.tls,
    tlsCaFile: orNull(fields.tlsCaFile),
    replicationUser,
    replicationPassword: replication?.reference ?? null,
    replicationPasswordText: replication?.typed ?? null,
    pollIntervalMs: Math.round(fields.pollSeconds * 1000),
    lagLimitS: fields.lagLimitS,
    askToMoveApplication: fields.askToMoveApplication,
    servers: fields.servers
      .filter((server) => server.address.trim() !== '')
      .map(({ address, label, promotion, site }) => ({
        address: address.trim(),
        label: orNull(label),
        promotion,
        site: orNull(site),
      })),
  };
}

function orNull(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}

function reference(
  fields: PasswordFields,
  kept: string,
): { readonly reference: string; readonly typed: string | null } {
  switch (fields.source) {
    case 'typed':
      return { reference: 'typed', typed: fields.text };
    case 'env':
      return { reference: `env:${fields.text.trim()}`, typed: null };
    case 'file':
      return { reference: `file:${fields.text.trim()}`, typed: null };
    case 'ask':
      return { reference: 'ask', typed: null };
    case 'kept':
      return { reference: kept, typed: null };
  }
}
