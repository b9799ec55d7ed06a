import { dialectFor } from '../../../shared/dialects/dialect-for.ts';
import type { ChannelFacts } from '../../../shared/domain/channel.ts';
import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import { factGroups, factOf } from '../../../shared/domain/facts.ts';
import { formatPosition } from '../../../shared/domain/position.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { ask } from '../../../shared/guards/ask.ts';
import { positionOf } from '../../../shared/guards/position-value.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import type { Plan } from '../../../shared/plans/plan.ts';
import type { Between } from '../../../shared/plans/put-back/evidence.ts';
import type { RejoinPreview, RejoinRequest } from '../../../shared/plans/rejoin-view.ts';
import { rejoinGuards } from '../../../shared/plans/rejoin/guards.ts';
import type { RejoinInput } from '../../../shared/plans/rejoin/input.ts';
import { buildRejoin } from '../../../shared/plans/rejoin/rejoin.ts';
import { planViews } from '../../../shared/plans/step-view.ts';
import { replicationUser, type Mirror } from '../../../shared/plans/switchover/input.ts';
import type { SwitchoverShape } from '../../../shared/plans/switchover/shape.ts';
import { shapingFacts } from '../../../shared/plans/switchover/shape-facts.ts';
import { withAcceptances } from './acceptances.ts';
import { assertAnyAnswers } from './cluster-answers.ts';
import { extraTransactions } from './extra-transactions.ts';
import { fingerprintOf } from './fingerprint.ts';
import { lastPromotion, type LastPromotion } from './last-promotion.ts';
import { journalGuards, passwordGuards } from './own-guards.ts';
import type { ClusterLook, PreparedPlan } from './prepared-plan.ts';
import type { SourceLogs } from './repoint/source-logs.ts';
import { resolveServer } from './resolve-server.ts';
import type { RehearsalParts } from './switchovers.ts';

export interface RejoinParts extends RehearsalParts {
  /** Servers that the journal knows of the cluster besides those of the configuration. */
  readonly knownServers: (cluster: ClusterConfiguration) => readonly ServerId[];
}

/** Rehearses letting an old source follow the new one. */
export class Rejoins {
  readonly #parts: RejoinParts;
  readonly #logs: SourceLogs;

  constructor(parts: RejoinParts, logs: SourceLogs) {
    this.#parts = parts;
    this.#logs = logs;
  }

  /** Gathers what its log holds above what the new source got, asks every guard and builds the plan; changes nothing. */
  async prepare(request: RejoinRequest, signal: AbortSignal): Promise<PreparedPlan<RejoinPreview>> {
    const { cluster: named, knownServers, look: lookAt, journal, now } = this.#parts;
    const configured = await named(request.cluster);
    const seeds = [...new Set([...configured.seeds, ...knownServers(configured)])];
    const cluster = { ...configured, seeds };
    const look = await lookAt(cluster, factGroups, signal);
    assertAnyAnswers(cluster, look);
    const server = resolveServer(look.topology, request.server, 'bad-usage');
    const promotion = lastPromotion(journal, cluster.name, server);
    const source = sourceOf(look, server);
    const about = { cluster, look, server, source, promotion };
    const mirror = mirrorOf(about, (id) => journal.record(id));
    const readUpTo = positionOf(factOf(look.facts.get(server), 'status'));
    const { extra, between } = await extraTransactions(this.#logs, cluster, server, promotion, signal);
    const input = inputOf({ ...about, mirror, extra, readUpTo });
    const question = {
      server,
      source,
      positioning: input.shape.positioning,
      cluster,
      facts: look.facts,
      extra,
      user: replicationUser(input),
      sourceHosts: hostsOf(about),
    };
    const own = [
      ...journalGuards(journal, cluster.name),
      ...(await passwordGuards(cluster, this.#parts.configuredReplicationPassword)),
    ];
    const asked = [...rejoinGuards(question).map((ref) => ask(ref, look.facts, now())), ...own, ...placeGuard(input)];
    const guards = withAcceptances(asked, request.accept);
    const shaping = guards.some(({ verdict }) => verdict === 'block') ? {} : shapingFacts(input);
    const plan = guards.some(({ verdict }) => verdict === 'block') ? null : buildRejoin(input, fingerprintOf(shaping));
    return {
      cluster: configured,
      accept: request.accept,
      preview: previewOf({ ...about, guards, plan, between, now: now() }),
      plan,
      shaping,
      again: (accept, again) => this.prepare({ ...request, server, accept }, again),
    };
  }

  /**
   * Its transactions above what the new source got of it, as SQL for people; changes nothing.
   * @throws SignalboxError `bad-usage` where the journal does not know that place; as reading a server's logs does.
   */
  async *extraSql(name: string, named: string, signal: AbortSignal): AsyncGenerator<string, void, undefined> {
    const { cluster: configuration, knownServers, look: lookAt, journal } = this.#parts;
    const configured = await configuration(name);
    const cluster = { ...configured, seeds: [...new Set([...configured.seeds, ...knownServers(configured)])] };
    const look = await lookAt(cluster, ['identity', 'status'], signal);
    const server = resolveServer(look.topology, named, 'bad-usage');
    const final = lastPromotion(journal, cluster.name, server)?.final ?? null;
    if (final === null)
      throw new SignalboxError(
        'bad-usage',
        `The journal does not know how far another server came in the log of ${server}.`,
        { server },
      );
    yield* this.#logs.sqlFrom(cluster, server, final, signal);
  }
}

interface About {
  readonly cluster: ClusterConfiguration;
  readonly look: ClusterLook;
  readonly server: ServerId;
  readonly source: ServerId;
  readonly promotion: LastPromotion | null;
}

/**
 * The one other server that takes writes.
 * @throws SignalboxError `bad-usage` where there is none, or several.
 */
function sourceOf({ topology }: ClusterLook, server: ServerId): ServerId {
  const writable = topology.servers.filter(({ id, writable: open }) => id !== server && open === true);
  const [source] = writable;
  if (source !== undefined && writable.length === 1) return source.id;
  const found = writable.length === 0 ? 'none does' : `${writable.map(({ id }) => id).join(' and ')} do`;
  throw new SignalboxError(
    'bad-usage',
    `Which server is ${server} to follow? One other has to take writes, and ${found}.`,
  );
}

/** A replica's channel from the source, else the one by which the source followed this server before. */
function mirrorOf(
  { look, source, promotion }: About,
  record: (id: string) => { readonly server: ServerId; readonly channels: readonly ChannelFacts[] },
): Mirror | null {
  for (const view of look.topology.servers) {
    const channel = view.channels.find((entry) => entry.source === source);
    const found = factOf(look.facts.get(view.id), 'status')?.channels.find(({ name }) => name === channel?.name);
    if (channel !== undefined && found !== undefined) return { channel: found, server: view.id };
  }
  const before = (promotion?.recordsBefore ?? []).map(record).find((entry) => entry.server === source);
  const [channel] = before?.channels ?? [];
  return channel === undefined ? null : { channel, server: null };
}

function hostsOf({ look, source }: About): readonly string[] {
  return look.topology.servers.flatMap((view) => {
    const names = view.channels.filter((entry) => entry.source === source).map(({ name }) => name);
    const channels = factOf(look.facts.get(view.id), 'status')?.channels ?? [];
    return channels.flatMap((channel) => (names.includes(channel.name) ? [channel.source.host] : []));
  });
}

function inputOf(
  about: About & { readonly mirror: Mirror | null } & Pick<RejoinInput, 'extra' | 'readUpTo'>,
): RejoinInput {
  const { cluster, look, server, source, promotion, mirror, extra, readUpTo } = about;
  const family = factOf(look.facts.get(server), 'identity')?.version.family;
  const positioning = mirror?.channel.positioning ?? (family === 'mariadb' ? 'slave_pos' : 'auto-position');
  const shape: SwitchoverShape = {
    candidate: source,
    relation: 'direct',
    via: source,
    source: server,
    channel: '',
    positioning: positioning === 'current_pos' ? 'slave_pos' : positioning,
    pair: null,
    followers: [],
    kept: [],
    beside: [],
    silent: [],
    leaveBehind: [],
  };
  return {
    cluster,
    shape,
    source: server,
    facts: look.facts,
    recorded: look.topology.servers.filter(({ role }) => role !== 'unreachable').map(({ id }) => id),
    ...(mirror === null ? {} : { mirror }),
    extra,
    readUpTo,
    goesOn: positioning === 'file' && promotion?.newSource === source ? promotion.takeover : null,
    commands: (id) => {
      const version = factOf(look.facts.get(id), 'identity')?.version;
      if (version === undefined) throw new Error(`the version of ${id} is not known`);
      return dialectFor(version).commands;
    },
  };
}

/** By file and offset it can go on only where the journal knows the two places that belong together. */
function placeGuard({ shape, goesOn }: RejoinInput): readonly GuardResult[] {
  if (shape.positioning !== 'file') return [];
  const about = { code: 'place-unknown', server: shape.source, accepted: null };
  return [
    goesOn === null
      ? {
          ...about,
          verdict: 'block',
          message: `Where ${String(shape.source)} would go on in the log of ${shape.candidate} is not known: the journal has no takeover of it.`,
          cure: 'Use the journal of the machine that failed over, or re-seed it.',
        }
      : {
          ...about,
          verdict: 'pass',
          message: `It goes on at ${formatPosition(goesOn)} in the log of ${shape.candidate}, where that took over.`,
          cure: null,
        },
  ];
}

function previewOf(
  about: About & {
    readonly guards: readonly GuardResult[];
    readonly plan: Plan | null;
    readonly between: Between | null;
    readonly now: number;
  },
): RejoinPreview {
  const { cluster, server, source, guards, plan, between, now } = about;
  return {
    planId: null,
    kind: 'rejoin',
    cluster: cluster.name,
    environment: cluster.environment,
    server,
    source,
    extra: between,
    fingerprint: plan?.fingerprint ?? null,
    builtAt: now,
    guards,
    steps: plan === null ? [] : planViews(plan),
    line: plan === null || plan.line === null ? null : { beforeStep: plan.line, text: plan.lineText ?? '' },
    expect: plan?.expect ?? [],
    said: {
      title: `${server} → ${source}`,
      intent: `${server} is closed and becomes a {replica} of ${source}`,
      done: `${server} follows ${source}`,
      undone: `${server} is closed and follows nobody`,
    },
    runnable: plan !== null && guards.every(({ verdict, accepted }) => verdict !== 'loss' || accepted !== null),
  };
}
