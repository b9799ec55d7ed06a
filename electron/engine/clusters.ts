import { dirname } from 'node:path';
import type { ClusterConfiguration } from '../../shared/domain/configuration.ts';
import { reportOf, SignalboxError } from '../../shared/domain/errors.ts';
import { shortVersion, type ServerId } from '../../shared/domain/server.ts';
import type { ClusterDraft, ClusterSummary } from '../../shared/ipc/contract.ts';
import type { ConfigurationFile } from './configuration/configuration-file.ts';
import { tlsFrom } from './configuration/tls-paths.ts';
import { clusterOf, summaryOf, typedSecrets } from './configuration/drafts.ts';
import type { ConnectionTarget, Connector } from './connections/session.ts';
import { identify } from './discovery/identify.ts';
import { PasswordResolver } from './secrets/password-resolver.ts';
import type { SecretStore } from './secrets/secret-store.ts';

export interface ClustersParts {
  readonly file: ConfigurationFile;
  readonly secrets: SecretStore;
  readonly connector: Connector;
  readonly askPassword: ((what: string) => Promise<string>) | null;
}

const tryWithinMs = 5000; // ms

/** The clusters of the configuration, and how their servers are logged in to. */
export class Clusters {
  readonly #parts: ClustersParts;
  readonly #passwords: PasswordResolver;

  constructor(parts: ClustersParts) {
    this.#parts = parts;
    this.#passwords = new PasswordResolver({
      environment: process.env,
      secrets: parts.secrets,
      ask: parts.askPassword,
      folder: dirname(parts.file.path),
      uid: process.getuid?.() ?? null,
    });
  }

  async list(): Promise<readonly ClusterSummary[]> {
    const { clusters } = await this.#parts.file.read();
    return clusters.map((cluster) => this.#summary(cluster));
  }

  /** @throws SignalboxError `cluster-unknown`, and as reading the configuration does. */
  async named(name: string): Promise<ClusterConfiguration> {
    const { clusters } = await this.#parts.file.read();
    const found = clusters.find((cluster) => cluster.name === name);
    if (found !== undefined) return found;
    const known = clusters.map((cluster) => cluster.name);
    const hint = known.length === 0 ? 'There are none yet: add one, or start the yard.' : `Known: ${known.join(', ')}.`;
    throw new SignalboxError('cluster-unknown', `There is no cluster “${name}”. ${hint}`, { details: { known } });
  }

  async add(draft: ClusterDraft): Promise<ClusterSummary> {
    const cluster = clusterOf(draft);
    await this.#keepTyped(draft);
    await this.#parts.file.add(cluster);
    return this.#summary(cluster);
  }

  async update(name: string, draft: ClusterDraft): Promise<ClusterSummary> {
    const cluster = clusterOf(draft, await this.named(name));
    await this.#keepTyped(draft);
    await this.#parts.file.update(name, cluster);
    this.#passwords.forget(name);
    return this.#summary(cluster);
  }

  async remove(name: string): Promise<void> {
    await this.#parts.file.remove(name);
    this.#passwords.forget(name);
  }

  providePassword(name: string, password: string): void {
    this.#passwords.provide(name, password);
  }

  /** Logs in to the first seed with what was typed; changes nothing, and says in words what came of it. */
  async try(
    draft: ClusterDraft,
    signal: AbortSignal,
  ): Promise<{ readonly ok: boolean; readonly message: string; readonly version: string | null }> {
    try {
      const cluster = clusterOf(draft);
      const [seed] = cluster.seeds;
      if (seed === undefined) throw new SignalboxError('bad-input', 'Name at least one address.');
      const target = {
        ...this.target(cluster, seed),
        ...(draft.passwordText === null ? {} : { password: typed(draft.passwordText) }),
      };
      const session = await this.#parts.connector.open(target, { connectWithinMs: tryWithinMs, signal });
      const version = await identify(session, { withinMs: tryWithinMs, signal }).finally(() => session.close());
      return { ok: true, message: `${seed} answers: ${version.text}`, version: shortVersion(version) };
    } catch (error) {
      if (!(error instanceof SignalboxError)) throw error;
      return { ok: false, message: reportOf(error).message, version: null };
    }
  }

  /** How to log in to a server of the cluster. */
  target(cluster: ClusterConfiguration, server: ServerId): ConnectionTarget {
    return {
      server,
      user: cluster.user,
      tls: tlsFrom(cluster.tls, dirname(this.#parts.file.path)),
      password: () => this.password(cluster),
    };
  }

  /** Of Signalbox's account. @throws SignalboxError `secret-missing`, `secret-file-mode` */
  password(cluster: ClusterConfiguration): Promise<string> {
    return this.#passwords.resolve(cluster.name, cluster.password);
  }

  /** null when the configuration names no replication account. @throws SignalboxError `secret-missing`, `secret-file-mode` */
  async replicationPassword(cluster: ClusterConfiguration): Promise<string | null> {
    if (cluster.replication === null) return null;
    return this.#passwords.resolve(cluster.name, cluster.replication.password, 'replication');
  }

  #summary(cluster: ClusterConfiguration): ClusterSummary {
    return summaryOf(cluster, this.#passwords.needsPerson(cluster.name, cluster.password));
  }

  async #keepTyped(draft: ClusterDraft): Promise<void> {
    for (const [name, secret] of typedSecrets(draft)) await this.#parts.secrets.set(name, secret);
  }
}

function typed(password: string): () => Promise<string> {
  return () => Promise.resolve(password);
}
