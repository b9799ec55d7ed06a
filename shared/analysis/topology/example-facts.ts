import { parseAddress } from '../../domain/address.ts';
import type { ChannelFacts } from '../../domain/channel.ts';
import type { FactsByServer, Readings, ServerFacts, StatusFacts } from '../../domain/facts.ts';
import { parseVersion, type ServerId } from '../../domain/server.ts';

/** A channel that has everything, for examples and tests. */
export function exampleChannel(source: ServerId, changes: Partial<ChannelFacts> = {}): ChannelFacts {
  const position = { file: 'binlog.000001', offset: 1000 };
  return {
    name: '',
    source: parseAddress(source),
    sourceUuid: null,
    sourceServerId: null,
    user: 'repl',
    io: 'yes',
    sql: 'yes',
    received: position,
    executed: position,
    relay: { file: 'relay.000002', offset: 500 },
    positioning: 'file',
    receivedGtid: null,
    secondsBehind: 0,
    delayS: 0,
    ioError: null,
    sqlError: null,
    filters: [],
    tls: { enabled: false, verify: false, ca: null },
    getPublicKey: false,
    connectRetryS: 60,
    ...changes,
  };
}

export interface ExampleServer {
  readonly id: ServerId;
  readonly serverId: number;
  readonly uuid?: string;
  readonly aliases?: readonly ServerId[];
  readonly channels?: readonly ChannelFacts[];
  readonly status?: Partial<StatusFacts>;
  readonly readAt?: number;
}

/** A server's facts, for examples and tests; MySQL when it has a uuid, else MariaDB. */
export function exampleFacts(example: ExampleServer): ServerFacts {
  return { server: example.id, aliases: example.aliases ?? [], readings: readingsOf(example) };
}

function readingsOf({ id, serverId, uuid, channels, status, readAt = 1000 }: ExampleServer): Readings {
  const { host, port } = parseAddress(id);
  const version = parseVersion(uuid === undefined ? '10.11.18-MariaDB' : '9.7.4');
  const who = { version, uuid: uuid ?? null, serverId, hostname: host, port };
  const reported = { reportHost: null, reportPort: null, account: 'signalbox@%' };
  const state = { uptimeS: 60, readOnly: false, superReadOnly: null, offlineMode: null, eventScheduler: 'ON' };
  const position = { file: 'binlog.000001', offset: 1000 };
  const log = { position, gtid: { kind: 'none' as const }, channels: channels ?? [], rawChannels: [] };
  return {
    identity: { ok: true, readAt, value: { ...who, ...reported } },
    status: { ok: true, readAt, value: { ...state, ...log, ...status } },
  };
}

/** Several servers' facts, by id. */
export function factsOf(...examples: readonly ExampleServer[]): FactsByServer {
  return new Map(examples.map((example) => [example.id, exampleFacts(example)]));
}
