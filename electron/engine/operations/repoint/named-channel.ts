import type { ChannelFacts } from '../../../../shared/domain/channel.ts';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import { factOf, readingOf, type FactsByServer } from '../../../../shared/domain/facts.ts';
import type { ServerId } from '../../../../shared/domain/server.ts';

/**
 * The channel that is meant: the named one, or the only one.
 * @throws SignalboxError `server-unreachable` where the server can't be read, `bad-usage` where no channel or several are meant.
 */
export function namedChannel(facts: FactsByServer, server: ServerId, name: string | null): ChannelFacts {
  const reading = readingOf(facts.get(server), 'status');
  if (reading?.ok !== true)
    throw new SignalboxError(
      'server-unreachable',
      `${server} can't be read: ${reading?.message ?? 'it was not found'}`,
      {
        server,
      },
    );
  const channels = factOf(facts.get(server), 'status')?.channels ?? [];
  const [only] = channels;
  const found = name === null ? (channels.length === 1 ? only : undefined) : channels.find((c) => c.name === name);
  if (found !== undefined) return found;
  const known = channels.map((channel) => `“${channel.name}”`).join(', ');
  const why =
    channels.length === 0
      ? `${server} replicates from nobody: there is no channel to change.`
      : name === null
        ? `${server} has several channels: name one of ${known}.`
        : `${server} has no channel “${name}”; it has ${known}.`;
  throw new SignalboxError('bad-usage', why, { server });
}
