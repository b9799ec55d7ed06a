import { addressNamedBy, hintOf, type ServerHint } from '../../../shared/analysis/topology/addresses.ts';
import { parseAddress } from '../../../shared/domain/address.ts';
import { factOf, type FactsByServer } from '../../../shared/domain/facts.ts';
import type { ServerId } from '../../../shared/domain/server.ts';

/**
 * Is this address another name of a server that can't be reached either? Replicas may name one source differently, and
 * remember who answered there last. By uuid, else by server_id, and by the port. Undefined where nothing says so.
 */
export function sameLostServer(
  facts: FactsByServer,
  address: ServerId,
  lost: readonly ServerId[],
): ServerId | undefined {
  const mine = remembered(facts, address);
  const { port } = parseAddress(address);
  return lost.find(
    (other) =>
      parseAddress(other).port === port &&
      remembered(facts, other).some((theirs) => mine.some((hint) => isSame(hint, theirs))),
  );
}

/** Whom the replicas that name it have seen there. */
function remembered(facts: FactsByServer, address: ServerId): readonly ServerHint[] {
  return [...facts.values()].flatMap((replica) =>
    (factOf(replica, 'status')?.channels ?? [])
      .filter((channel) => addressNamedBy(replica.server, channel.source) === address)
      .map(hintOf),
  );
}

function isSame(a: ServerHint, b: ServerHint): boolean {
  if (a.uuid !== null || b.uuid !== null) return a.uuid !== null && a.uuid === b.uuid;
  return a.serverId !== null && a.serverId !== 0 && a.serverId === b.serverId;
}
