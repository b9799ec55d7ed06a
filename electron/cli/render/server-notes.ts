import { formatPosition } from '../../../shared/domain/position.ts';
import type { ChannelView, Lag } from '../../../shared/domain/topology.ts';
import { inWords } from '../../../shared/domain/words.ts';
import type { Look } from './look.ts';
import { localTime } from './time.ts';
import type { Branch } from './tree.ts';

/** What there is to say of a server besides its row in the tree. */
export function notesOf(branch: Branch | undefined, look: Look): readonly string[] {
  if (branch === undefined) return [];
  const { server, below } = branch;
  const reason = server.reason === null ? [] : [look.paint('red', inWords(server.reason.message, look.words))];
  const stale =
    server.stale && server.readAt !== null
      ? [look.paint('yellow', `stale: last read ${localTime(server.readAt)}`)]
      : [];
  const gtid = server.position?.gtid ?? '';
  const gtids = gtid === '' ? [] : [look.paint('dim', `GTID ${shortened(gtid, 100)}`)];
  const notes = [
    ...reason,
    ...stale,
    ...gtids,
    ...server.channels.flatMap((channel, index) => channelNotes(channel, index, look)),
  ];
  return notes.map((note) => look.paint('dim', below) + note);
}

function channelNotes(channel: ChannelView, index: number, look: Look): readonly string[] {
  const { paint } = look;
  const { executed, received, error } = channel;
  const name = channel.name === '' ? 'the default channel' : `channel ${channel.name}`;
  const state = `IO ${channel.io}, SQL ${channel.sql}, lag ${formatLag(channel.lag)}, executed ${formatPosition(executed)}`;
  const apart = received.file !== executed.file || received.offset !== executed.offset;
  return [
    ...(index === 0 ? [] : [`${name} from ${channel.source}: ${state}`]),
    ...(apart ? [paint('dim', `received ${formatPosition(received)}`)] : []),
    ...(channel.delayS > 0 ? [paint('dim', `delayed on purpose by ${channel.delayS} s`)] : []),
    ...(error === null
      ? []
      : [paint('red', `${error.thread.toUpperCase()} error ${error.number}: ${shortened(error.message, 300)}`)]),
  ];
}

/** `0.4 s`; with ~ when it is only what the server says of itself. */
export function formatLag(lag: Lag): string {
  if (lag.seconds === null) return '?';
  const seconds = lag.seconds < 10 ? lag.seconds.toFixed(1) : String(Math.round(lag.seconds));
  return lag.kind === 'reported' ? `~${seconds} s` : `${seconds} s`;
}

/** A long text with its middle left out, so that both ends of a GTID set can be seen. */
export function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const half = Math.floor((longest - 3) / 2);
  return `${text.slice(0, half)} … ${text.slice(-half)}`;
}
