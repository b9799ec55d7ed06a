import type { ChannelFacts } from '../../../shared/domain/channel.ts';
import type { DumpCompression, OwnPositionBy, StoppedFor } from '../../../shared/domain/dump.ts';
import type { IdentityFacts, PrivilegesFacts, SettingsFacts, StatusFacts } from '../../../shared/domain/facts.ts';
import { comparePositions } from '../../../shared/domain/position.ts';
import type { Version } from '../../../shared/domain/server.ts';
import { commentsGtids } from './arguments.ts';
import { suitability } from './dump-program.ts';
import { pauseCommands } from './pause-commands.ts';

export interface DumpFacts {
  readonly identity: IdentityFacts;
  readonly status: StatusFacts;
  readonly settings: SettingsFacts;
  readonly program: Version;
  /** `schema.table` of tables in the dump whose engine has no transactions. */
  readonly nontransactional: readonly string[];
  readonly keepStopped: boolean;
  /** All databases are wanted. */
  readonly everything: boolean;
  /** null: Signalbox's account can't tell what it may. */
  readonly privileges: PrivilegesFacts | null;
}

/** How a server is dumped so that its coordinates are those of the snapshot. */
export interface DumpPlan {
  readonly ownPosition: OwnPositionBy;
  /** Channels whose SQL thread runs and is stopped. */
  readonly stops: readonly string[];
  readonly stopped: StoppedFor;
  /** Its workers may leave gaps below what they have applied, which are closed before the position is read. */
  readonly closesGaps: boolean;
  /** The server has GTIDs on (MySQL). */
  readonly gtids: boolean;
  readonly statements: readonly string[];
  readonly refusals: readonly string[];
  readonly warnings: readonly string[];
}

/** What to do for this server; refusals and warnings in placeholders. */
export function dumpPlan(facts: DumpFacts): DumpPlan {
  const { identity, status, settings } = facts;
  const ownPosition = ownPositionOf(facts);
  const stops = status.channels.filter(({ sql }) => sql === 'yes').map(({ name }) => name);
  const leavesGaps =
    identity.version.family === 'mysql' && settings.applier.workers > 1 && !settings.applier.keepsOrder;
  const closesGaps = leavesGaps && stops.length > 0;
  const gtids = hasGtids(status);
  const parts = { facts, ownPosition, stops, leavesGaps, gtids };
  return {
    ownPosition,
    stops,
    stopped: stops.length === 0 ? 'no' : facts.keepStopped ? 'whole' : 'snapshot',
    closesGaps,
    gtids,
    statements: statementsOf(identity.version, stops, closesGaps),
    refusals: refusalsOf(parts),
    warnings: warningsOf(parts),
  };
}

/** With its SQL threads stopped nobody writes to it, so that even tables without transactions stand still. */
export function keepStoppedHolds({ channels, readOnly }: StatusFacts): boolean {
  return channels.length > 0 && readOnly;
}

/** MySQL: are GTIDs on? MariaDB's are never in the way. */
export function hasGtids({ gtid }: StatusFacts): boolean {
  return gtid.kind === 'mysql' && gtid.mode.toUpperCase().startsWith('ON');
}

/** By the end of the file's name. */
export function compressionOf(out: string): DumpCompression {
  if (/\.gz$/i.test(out)) return 'gzip';
  return /\.zst(d)?$/i.test(out) ? 'zstd' : 'none';
}

/** A replica that takes no writes of its own stands still while its SQL threads do; else somebody has to say where it was. */
function ownPositionOf({ identity, status }: DumpFacts): OwnPositionBy {
  if (status.position === null) return 'none';
  if (identity.version.family === 'mariadb') return 'snapshot';
  return status.channels.length > 0 && status.readOnly ? 'stillness' : 'read-lock';
}

function statementsOf(version: Version, stops: readonly string[], closesGaps: boolean): readonly string[] {
  const say = pauseCommands(version);
  return [
    ...stops.map((channel) => say.stop(channel)),
    ...(closesGaps ? stops.map((channel) => say.closeGaps(channel)) : []),
    ...stops.map((channel) => say.start(channel)),
  ];
}

interface Parts {
  readonly facts: DumpFacts;
  readonly ownPosition: OwnPositionBy;
  readonly stops: readonly string[];
  readonly leavesGaps: boolean;
  readonly gtids: boolean;
}

function refusalsOf({ facts, ownPosition, leavesGaps, gtids }: Parts): readonly string[] {
  const { identity, status, program } = facts;
  const fits = suitability(program, identity.version);
  const stopped = status.channels.filter(({ sql }) => sql === 'no');
  return [
    ...(leavesOut(facts) ? [blind] : []),
    ...(fits.kind === 'unsuitable' ? [fits.because] : []),
    ...(identity.version.family === 'mariadb' ? status.channels.filter(losesRelayLogs).map(relayLogs) : []),
    ...(leavesGaps && stopped.length > 0
      ? [
          'A SQL thread is stopped, and its workers may have left gaps below what they applied: there is no position to write down. Start it, or give its workers an order (replica_preserve_commit_order).',
        ]
      : []),
    ...(fits.kind !== 'unsuitable' && ownPosition === 'read-lock' && gtids && !commentsGtids(program)
      ? ['This dump program can’t say in a comment which GTIDs its snapshot has: use mysqldump 8.0.17 or newer.']
      : []),
  ];
}

const blind =
  'Signalbox’s account has no SELECT on *.*: databases and tables that it may not see would be left out without a word. Give it that (docs/privileges.md, “Dumps”), or name the databases.';

function leavesOut({ everything, privileges }: DumpFacts): boolean {
  return everything && privileges !== null && !privileges.all && !privileges.global.includes('SELECT');
}

/** On MariaDB with GTIDs any start after both threads were stopped throws away relay logs that are not applied. */
function losesRelayLogs(channel: ChannelFacts): boolean {
  return (
    channel.sql === 'yes' &&
    channel.io !== 'yes' &&
    channel.positioning !== 'file' &&
    comparePositions(channel.received, channel.executed) !== 0
  );
}

function relayLogs(channel: ChannelFacts): string {
  const name = channel.name === '' ? 'its channel' : `channel ${channel.name}`;
  return `The IO thread of ${name} does not run, and its relay logs are not applied yet: stopping the SQL thread now would throw them away. Wait until it has applied them, or start the IO thread.`;
}

function warningsOf({ facts, ownPosition, stops }: Parts): readonly string[] {
  const { identity, status, settings, program, nontransactional, keepStopped } = facts;
  const fits = suitability(program, identity.version);
  const isReplica = status.channels.length > 0;
  const holds = keepStopped && keepStoppedHolds(status);
  return [
    ...(fits.kind === 'warn' ? [fits.because] : []),
    ...(ownPosition === 'none' ? ['Its binary log is off: no {replica} can be made of it from this dump.'] : []),
    ...(isReplica && !settings.logReplicaUpdates && ownPosition !== 'none'
      ? [
          'It does not log what it applies (log_slave_updates is off): a {replica} of it would miss everything that comes from its {source}.',
        ]
      : []),
    ...status.channels.flatMap(filtered),
    ...(isReplica && stops.length < status.channels.length
      ? ['A SQL thread was stopped already; it stays stopped.']
      : []),
    ...(nontransactional.length > 0 && !holds ? [unheld(nontransactional, isReplica)] : []),
  ];
}

function filtered(channel: ChannelFacts): readonly string[] {
  if (channel.filters.length === 0) return [];
  return [`It replicates only a part (${channel.filters.join(', ')}): so does whoever is made from this dump.`];
}

const mostNamed = 10;

function unheld(tables: readonly string[], isReplica: boolean): string {
  const named = tables.slice(0, mostNamed).join(', ');
  const more = tables.length > mostNamed ? ` and ${String(tables.length - mostNamed)} more` : '';
  const cure = isReplica ? ' On a {replica} that is closed for writes, --keep-stopped makes it hold.' : '';
  return `No snapshot holds for tables without transactions: what is written to them while they are dumped makes them differ from the rest (${named}${more}).${cure}`;
}
