import { channelsStatement } from '../../electron/engine/yard/servers/replication-statements.ts';
import type { PlainRow } from './plain-client.ts';
import type { TestServer } from './test-server.ts';

export interface ChannelSnapshot {
  readonly name: string;
  readonly source: string;
  readonly io: string;
  readonly sql: string;
  /** How it finds its place: GTID mode or auto-position. */
  readonly mode: string;
  /** Executed, in the source's binlog. */
  readonly file: string;
  readonly offset: number;
}

/** What a refused or undone operation must leave as it was (invariant I4). */
export interface ServerSnapshot {
  readonly server: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly channels: readonly ChannelSnapshot[];
  /** Event → status and definer. */
  readonly events: Readonly<Record<string, string>>;
}

const settingNames = {
  mariadb: ['read_only', 'event_scheduler', 'sync_binlog', 'gtid_strict_mode', 'server_id', 'gtid_domain_id'],
  mysql: ['read_only', 'super_read_only', 'offline_mode', 'event_scheduler', 'sync_binlog', 'server_id', 'gtid_mode'],
  mysql56: ['read_only', 'event_scheduler', 'sync_binlog', 'server_id', 'gtid_mode'],
} as const;

/** Reads settings (persisted ones too), channels and events of a server, as root. */
export async function snapshot(server: TestServer): Promise<ServerSnapshot> {
  const { family } = server.binaries;
  const names = settingNames[family].map((name) => `@@GLOBAL.${name} AS ${name}`);
  const [settings] = await server.query(`SELECT ${names.join(', ')}`);
  const channels = await server.query(channelsStatement(family));
  return {
    server: server.address,
    settings: { ...asText(settings ?? {}), ...(family === 'mysql' ? await persisted(server) : {}) },
    channels: channels.map(channelOf),
    events: await eventsOf(server),
  };
}

/**
 * What differs between two snapshots of a server besides the progress of replication. Coordinates may have moved on,
 * never back, and not at all where the threads stood still.
 */
export function differences(before: ServerSnapshot, after: ServerSnapshot): string[] {
  const label = before.server;
  const found = [
    ...entriesThatDiffer(before.settings, after.settings).map((text) => `${label}: ${text}`),
    ...entriesThatDiffer(before.events, after.events).map((text) => `${label}: event ${text}`),
  ];
  if (before.channels.length !== after.channels.length) {
    return [...found, `${label}: ${String(before.channels.length)} channels became ${String(after.channels.length)}`];
  }
  const pairs = before.channels.map((channel, index) => [channel, after.channels[index] ?? channel] as const);
  return [...found, ...pairs.flatMap(([old, now]) => channelDifferences(old, now).map((text) => `${label}: ${text}`))];
}

function channelDifferences(old: ChannelSnapshot, now: ChannelSnapshot): string[] {
  const fixed = (channel: ChannelSnapshot) => ({
    name: channel.name,
    source: channel.source,
    io: channel.io,
    sql: channel.sql,
    mode: channel.mode,
  });
  const found = entriesThatDiffer(fixed(old), fixed(now));
  const moved = compareCoordinates(old, now);
  if (moved > 0) found.push(`went back from ${coordinates(old)} to ${coordinates(now)}`);
  if (moved < 0 && old.sql !== 'Yes') found.push(`moved from ${coordinates(old)} to ${coordinates(now)} while stopped`);
  return found;
}

/** Binlog files of one server are ordered by the number behind their dot. */
function compareCoordinates(one: ChannelSnapshot, other: ChannelSnapshot): number {
  const number = (file: string) => Number(file.split('.').at(-1) ?? 0);
  return number(one.file) - number(other.file) || one.offset - other.offset;
}

function coordinates(channel: ChannelSnapshot): string {
  return `${channel.file}:${String(channel.offset)}`;
}

function entriesThatDiffer(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => `${name} was ${before[name] ?? 'absent'} and is ${after[name] ?? 'absent'}`);
}

function channelOf(row: PlainRow): ChannelSnapshot {
  const either = (mariadb: string, mysql: string) => String(row[mariadb] ?? row[mysql] ?? '');
  return {
    name: either('Connection_name', 'Channel_Name'),
    source: `${either('Master_Host', 'Source_Host')}:${either('Master_Port', 'Source_Port')}`,
    io: either('Slave_IO_Running', 'Replica_IO_Running'),
    sql: either('Slave_SQL_Running', 'Replica_SQL_Running'),
    mode: either('Using_Gtid', 'Auto_Position'),
    file: either('Relay_Master_Log_File', 'Relay_Source_Log_File'),
    offset: Number(either('Exec_Master_Log_Pos', 'Exec_Source_Log_Pos')),
  };
}

async function persisted(server: TestServer): Promise<Record<string, string>> {
  const rows = await server.query(
    'SELECT variable_name AS name, variable_value AS value FROM performance_schema.persisted_variables',
  );
  return Object.fromEntries(rows.map((row) => [`persisted ${String(row['name'])}`, String(row['value'])]));
}

async function eventsOf(server: TestServer): Promise<Record<string, string>> {
  const rows = await server.query(
    "SELECT CONCAT(event_schema, '.', event_name) AS name, CONCAT(status, ' by ', definer) AS state FROM information_schema.events",
  );
  return Object.fromEntries(rows.map((row) => [String(row['name']), String(row['state'])]));
}

function asText(row: PlainRow): Record<string, string> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)]));
}
