import { factOf } from '../../domain/facts.ts';
import type { Json } from '../../domain/json.ts';
import { namedSource, threadsFound } from '../repoint/repoint-input.ts';
import type { ChangeMasterInput } from './input.ts';

/** What shaped a plan: who is who and settings, not positions or lag. Equal facts give equal JSON. */
export function changeMasterShaping(input: ChangeMasterInput): Readonly<Record<string, Json>> {
  const { shape, facts, goesOn, tls } = input;
  const { channel } = shape;
  return {
    replica: shape.replica,
    channel: `${channel.name}@${namedSource(channel)} by ${channel.positioning}, delay ${String(channel.delayS)}`,
    threads: threadsFound(channel),
    to: `${shape.to} as ${shape.address.host}:${String(shape.address.port)}`,
    relation: shape.relation,
    continuation: goesOn.kind === 'gtid' ? goesOn.positioning : goesOn.kind,
    encryption: tls === null ? null : { ...tls },
    servers: [shape.replica, shape.to].map((server) => {
      const identity = factOf(facts.get(server), 'identity');
      return `${identity?.version.text ?? ''} ${identity?.uuid ?? ''} ${String(identity?.serverId ?? '')}`;
    }),
  };
}
