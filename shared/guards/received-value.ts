import { receivedOf, type Received } from '../domain/received/received.ts';
import { factOf, type FactsByServer } from '../domain/facts.ts';
import type { ServerId } from '../domain/server.ts';
import { channelOf } from './channels.ts';

/** What a replica has received of its source; null when its status was not read or it has no such channel. */
export function receivedBy(facts: FactsByServer, server: ServerId, channel: string): Received | null {
  const [status, found] = [factOf(facts.get(server), 'status'), channelOf(facts, server, channel)];
  return status === undefined || found === undefined ? null : receivedOf(status, found);
}
