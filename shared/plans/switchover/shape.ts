import type { ServerId } from '../../domain/server.ts';
import type { ServerView } from '../../domain/topology.ts';

/** A replica that is to follow the candidate. */
export interface Follower {
  readonly server: ServerId;
  readonly channel: string;
  readonly positioning: 'file' | 'auto-position' | 'slave_pos' | 'current_pos';
}

/** A server that the plan does not touch. */
export interface Kept {
  readonly server: ServerId;
  readonly why: string;
  /** It replicates from the source itself, and so gets the new source's changes only through that. */
  readonly underSource: boolean;
}

export type Relation = 'direct' | 'is-source' | 'no-channel' | 'source-unknown' | 'under-replica' | 'beside-pair';

/** The source follows one of its replicas: a master–master pair, of which it is the active half. */
export interface Pair {
  readonly partner: ServerId;
  /** The source's own channel, from its partner. */
  readonly channel: string;
  readonly positioning: Follower['positioning'];
}

/** Who is who in a switchover to one candidate; read from the topology alone. */
export interface SwitchoverShape {
  readonly candidate: ServerId;
  readonly relation: Relation;
  /** What the candidate replicates from: a server id, or the address it names. */
  readonly via: string;
  /** null when it is not known. */
  readonly source: ServerId | null;
  /** The candidate's channel from the source. */
  readonly channel: string;
  readonly positioning: Follower['positioning'];
  readonly pair: Pair | null;
  readonly followers: readonly Follower[];
  /** Servers that keep their place, with the reason. */
  readonly kept: readonly Kept[];
  /** Reachable servers that replicate from nobody, beside the source. */
  readonly beside: readonly ServerId[];
  /** Servers of the cluster that do not answer and are not left behind. */
  readonly silent: readonly ServerId[];
  readonly leaveBehind: readonly ServerId[];
}

/** Reads the shape. Servers that do not answer belong to the cluster all the same and must be left behind by name. */
export function readShape(
  views: readonly ServerView[],
  candidate: ServerId,
  leaveBehind: readonly ServerId[],
): SwitchoverShape {
  const found = views.find((view) => view.id === candidate);
  const channel = found?.channels[0];
  const source =
    channel === undefined ? mainSource(views, candidate) : (views.find((v) => v.id === channel.source)?.id ?? null);
  const rest = views.filter((view) => view.id !== candidate && view.id !== source && !leaveBehind.includes(view.id));
  const answering = rest.filter((view) => view.role !== 'unreachable');
  return {
    candidate,
    relation: relationOf(views, found, source),
    pair: pairOf(views, source),
    via: channel?.source ?? source ?? 'nobody',
    source,
    channel: channel?.name ?? '',
    positioning: channel?.positioning ?? 'file',
    followers: answering.flatMap((view) => followerOf(view, source)),
    kept: answering.flatMap((view) => keptOf(view, source)),
    beside: answering.filter((view) => view.channels.length === 0).map((view) => view.id),
    silent: rest.filter((view) => view.role === 'unreachable').map((view) => view.id),
    leaveBehind,
  };
}

/** The one server that others replicate from and that replicates from nobody; null when there is none or several. */
export function mainSource(views: readonly ServerView[], except: ServerId): ServerId | null {
  const sources = views.filter((view) => view.role === 'source' && view.id !== except);
  return sources.length === 1 ? (sources[0]?.id ?? null) : null;
}

function relationOf(
  views: readonly ServerView[],
  candidate: ServerView | undefined,
  source: ServerId | null,
): Relation {
  const channel = candidate?.channels[0];
  if (candidate?.role === 'unreachable') return 'direct';
  if (channel === undefined) return candidate?.role === 'source' ? 'is-source' : 'no-channel';
  const above = views.find((view) => view.id === source);
  if (above === undefined) return 'source-unknown';
  if (above.channels.length === 0) return 'direct';
  const pair = pairOf(views, source);
  if (pair?.partner === candidate?.id && pair !== null) return isActive(candidate, above) ? 'is-source' : 'direct';
  return pair !== null && above.role === 'source' ? 'beside-pair' : 'under-replica';
}

/** Of two that follow each other the one that takes writes is the source. */
function isActive(candidate: ServerView | undefined, above: ServerView): boolean {
  return candidate?.role === 'source' && above.role !== 'source';
}

function pairOf(views: readonly ServerView[], source: ServerId | null): Pair | null {
  const channels = views.find((view) => view.id === source)?.channels ?? [];
  for (const { name, source: partner, positioning } of channels) {
    const back = views.find((view) => view.id === partner)?.channels.some((channel) => channel.source === source);
    if (back === true) return { partner, channel: name, positioning };
  }
  return null;
}

function followerOf(view: ServerView, source: ServerId | null): readonly Follower[] {
  const channel = view.channels.find((entry) => entry.source === source);
  if (channel === undefined || channel.delayS > 0) return [];
  return [{ server: view.id, channel: channel.name, positioning: channel.positioning }];
}

function keptOf(view: ServerView, source: ServerId | null): readonly Kept[] {
  const channel = view.channels.find((entry) => entry.source === source);
  if (channel !== undefined) {
    const why = `is delayed on purpose and stays under ${String(source)}`;
    return channel.delayS > 0 ? [{ server: view.id, why, underSource: true }] : [];
  }
  const above = view.channels[0]?.source;
  return above === undefined ? [] : [{ server: view.id, why: `stays under ${above}`, underSource: false }];
}
