import type { ServerId } from '../../domain/server.ts';
import { channelOf, whyStopped } from '../channels.ts';
import { defineGuard } from '../define.ts';
import { block, needsOf, pass } from '../guard.ts';
import { ranThrough, seenUp, type SeenUp } from '../seen-up.ts';

export const channelStopped = defineGuard<{ server: ServerId; channel: string }>({
  code: 'channel-stopped',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel }, facts) => {
    const found = channelOf(facts, server, channel);
    return found?.io === 'no' && found.sql === 'no'
      ? pass(`${server} has stopped replicating.`)
      : block(
          `${server} has not stopped replicating: IO ${found?.io ?? 'unknown'}, SQL ${found?.sql ?? 'unknown'}.`,
          'STOP it by hand.',
        );
  },
});

/** The channel runs and names this source: by address, and by the id the source gave when it connected. */
export const follows = defineGuard<{
  server: ServerId;
  channel: string;
  host: string;
  port: number;
  sourceUuid: string | null;
  sourceServerId: number;
}>({
  code: 'follows',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel, host, port, sourceUuid, sourceServerId }, facts) => {
    const found = channelOf(facts, server, channel);
    if (found === undefined) return block(`${server} has no such channel.`, 'Set it up by hand.');
    const named = `${found.source.host}:${String(found.source.port)}`;
    if (found.source.host !== host || found.source.port !== port)
      return block(`${server} follows ${named}, not ${host}:${String(port)}.`, 'Point it there by hand.');
    const why = whyStopped(found);
    if (why !== null)
      return block(
        `${server} points at ${named} but does not replicate: ${why}.`,
        'Look at the error; the account, network or position may be wrong.',
      );
    const reached = sourceUuid === null ? found.sourceServerId === sourceServerId : found.sourceUuid === sourceUuid;
    return reached
      ? pass(`${server} follows ${named}.`)
      : block(
          `${server} reaches another server under ${named}.`,
          'Check names and ports: this address leads elsewhere from there.',
        );
  },
});

/** The channel names the source with these coordinates, and has not been started yet. */
export const pointsAt = defineGuard<{ server: ServerId; channel: string; host: string; port: number }>({
  code: 'points-at',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel, host, port }, facts) => {
    const found = channelOf(facts, server, channel);
    return found !== undefined && found.source.host === host && found.source.port === port
      ? pass(`${server} is pointed at ${host}:${String(port)}.`)
      : block(`${server} is not pointed at ${host}:${String(port)}.`, 'Look at its {replica} status.');
  },
});

export const noChannel = defineGuard<{ server: ServerId; channel: string }>({
  code: 'no-channel',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel }, facts) => {
    const found = channelOf(facts, server, channel);
    return found === undefined || found.source.host === ''
      ? pass(`${server} has forgotten its old {source}.`)
      : block(
          `${server} still has its old channel to ${found.source.host}:${String(found.source.port)}.`,
          'RESET it by hand (… ALL); it must not be started again.',
        );
  },
});

/** The server is still the run of itself that was seen. */
export const notRestarted = defineGuard<{ server: ServerId; seen: SeenUp }>({
  code: 'not-restarted',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, seen }, facts) => {
    const now = seenUp(facts.get(server));
    return now !== null && ranThrough(seen, now)
      ? pass(`${server} has not restarted.`)
      : block(
          `${server} has restarted since the operation began: what was known of it is void.`,
          'Check again from the start.',
        );
  },
});
