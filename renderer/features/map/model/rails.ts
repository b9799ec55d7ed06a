import type { ServerId } from '../../../../shared/domain/server.ts';
import type { ChannelView, ServerView } from '../../../../shared/domain/topology.ts';
import { lagText, spanText } from '../../../ui/text/age.ts';
import type { Shape } from './shape.ts';

/** `unknown`: one end does not answer, so nobody can say. */
export type RailState = 'running' | 'behind' | 'connecting' | 'stopped' | 'unknown';

/** One channel as it is drawn: from the source to the server that follows. */
export interface Rail {
  readonly id: string;
  readonly from: ServerId;
  readonly to: ServerId;
  readonly state: RailState;
  /** What is written on it: lag, or why it stopped. */
  readonly chip: string;
  /** The same as a sentence, with how the lag is known. */
  readonly detail: string;
}

/** The rails of a cluster. `lagLimitS`: from how many seconds on a slave counts as behind. */
export function railsOf(servers: readonly ServerView[], shape: Shape, lagLimitS: number): readonly Rail[] {
  const known = new Set(shape.servers);
  return servers.flatMap((server) => {
    const channels = server.channels.filter((channel) => known.has(channel.source) && channel.source !== server.id);
    const drawn = new Set(channels.map((channel) => channel.source));
    const silent = (shape.sources.get(server.id) ?? []).filter((source) => !drawn.has(source));
    return [
      ...channels.map((channel) => railOf(server, channel, lagLimitS)),
      ...silent.map((source) => unknownRail(server, source)),
    ];
  });
}

function unknownRail(server: ServerView, source: ServerId): Rail {
  const detail = 'It does not answer: whether it follows is not known.';
  return { id: `${source}>${server.id}>`, from: source, to: server.id, state: 'unknown', chip: 'unknown', detail };
}

function railOf(server: ServerView, channel: ChannelView, lagLimitS: number): Rail {
  const state = server.stale || server.role === 'unreachable' ? 'unknown' : railState(channel, lagLimitS);
  return {
    id: `${channel.source}>${server.id}>${channel.name}`,
    from: channel.source,
    to: server.id,
    state,
    chip: chipText(channel, state),
    detail: detailText(channel),
  };
}

/** By the worst part: a stopped thread or an error, a connection being tried, lag. */
export function railState(channel: ChannelView, lagLimitS: number): RailState {
  if (channel.io === 'no' || channel.sql === 'no') return 'stopped';
  if (channel.io === 'connecting') return 'connecting';
  return channel.lag.seconds !== null && channel.lag.seconds - channel.delayS > lagLimitS ? 'behind' : 'running';
}

function chipText(channel: ChannelView, state: RailState): string {
  switch (state) {
    case 'unknown':
      return 'unknown';
    case 'stopped':
      return stoppedText(channel);
    case 'connecting':
      return channel.error === null ? 'connecting' : `connecting · ${channel.error.number}`;
    case 'behind':
      return `${lagText(channel.lag.seconds ?? 0)} behind`;
    case 'running':
      return runningText(channel);
  }
}

function stoppedText(channel: ChannelView): string {
  if (channel.error !== null) return `stopped · ${channel.error.number}`;
  if (channel.io === 'no' && channel.sql === 'no') return 'stopped';
  return channel.io === 'no' ? 'IO stopped' : 'SQL stopped';
}

function runningText(channel: ChannelView): string {
  if (channel.delayS > 0) return `delayed ${spanText(channel.delayS * 1000)}`;
  return channel.lag.seconds === null ? 'lag unknown' : lagText(channel.lag.seconds);
}

/** `IO running, SQL running, 0.1 s behind (measured)`. */
export function detailText(channel: ChannelView): string {
  const io = { yes: 'running', no: 'stopped', connecting: 'connecting' }[channel.io];
  const sql = channel.sql === 'yes' ? 'running' : 'stopped';
  const lag =
    channel.lag.seconds === null ? 'lag unknown' : `${lagText(channel.lag.seconds)} behind (${channel.lag.kind})`;
  const delay = channel.delayS > 0 ? `, delayed by ${spanText(channel.delayS * 1000)} on purpose` : '';
  return `IO ${io}, SQL ${sql}, ${lag}${delay}`;
}
