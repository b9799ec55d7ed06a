import { setTimeout as sleep } from 'node:timers/promises';
import { sourcesIn } from '../../../shared/domain/cluster-shape.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { Flavour } from '../../../shared/domain/flavour.ts';
import type { Row } from '../../../shared/domain/row.ts';
import type { Accounts } from './servers/accounts.ts';
import { channelsStatement, replicationStatements } from './servers/replication-statements.ts';
import { addressOf } from './servers/server-spec.ts';
import type { ServerSpec } from './servers/server-spec.ts';
import type { YardShape } from './yard-record.ts';
import type { YardSessions } from './yard-sessions.ts';

/** A replica's one channel, as far as the yard cares. */
export interface ChannelState {
  readonly running: boolean;
  /** What it says of itself when it does not run. */
  readonly complaint: string;
}

/** Reads a row of the replica status; both families, both wordings. */
export function channelState(row: Row): ChannelState {
  const io = row['Slave_IO_Running'] ?? row['Replica_IO_Running'];
  const sql = row['Slave_SQL_Running'] ?? row['Replica_SQL_Running'];
  const errors = [row['Last_IO_Error'], row['Last_SQL_Error']].filter((text) => text !== null && text !== '');
  const complaint = errors.length > 0 ? errors.join(' / ') : `IO ${String(io)}, SQL ${String(sql)}`;
  return { running: io === 'Yes' && sql === 'Yes', complaint };
}

/** The channel of each server; null for one that follows nobody. */
export async function readChannel(
  sessions: YardSessions,
  family: Flavour,
  spec: ServerSpec,
): Promise<ChannelState | null> {
  const [row] = await sessions.run(spec, 'operate', [channelsStatement(family)]);
  return row === undefined ? null : channelState(row);
}

/** Lets a server take writes. Setting read_only off ends super_read_only with it (MySQL). */
export async function openForWrites(sessions: YardSessions, spec: ServerSpec): Promise<void> {
  await sessions.run(spec, 'operate', ['SET GLOBAL read_only = OFF']);
}

/** Does a server take writes? */
export async function isOpen(sessions: YardSessions, spec: ServerSpec): Promise<boolean> {
  const [row] = await sessions.run(spec, 'operate', ['SELECT @@GLOBAL.read_only AS closed']);
  return Number(row?.['closed']) === 0;
}

/**
 * Makes fresh servers follow those that the shape says, from the start of their first binary logs, which have
 * everything that they ever wrote.
 */
export async function startReplication(
  sessions: YardSessions,
  shape: YardShape,
  accounts: Accounts,
  specs: readonly ServerSpec[],
): Promise<void> {
  const sources = sourcesIn(shape.shape, specs.length).map((place) => (place === null ? undefined : specs[place]));
  await Promise.all(specs.map((replica, place) => follow(sessions, shape, accounts, replica, sources[place])));
}

async function follow(
  sessions: YardSessions,
  shape: YardShape,
  accounts: Accounts,
  replica: ServerSpec,
  source: ServerSpec | undefined,
): Promise<void> {
  if (source === undefined) return;
  const [first] = await sessions.run(source, 'operate', ['SHOW BINARY LOGS']);
  const statements = replicationStatements({
    family: shape.family,
    positions: shape.positions,
    sourcePort: source.port,
    account: accounts.replication,
    file: String(first?.['Log_name']),
    offset: 4,
  });
  await sessions.run(replica, 'operate', statements);
}

const pauseMs = 50; // ms

/**
 * Waits until each of these replicas says Yes/Yes and has the row that was just written on the source.
 * @throws SignalboxError `yard-failed` with what a replica said last, after `withinMs`.
 */
export async function waitForReplication(
  sessions: YardSessions,
  family: Flavour,
  { source, replicas }: { readonly source: ServerSpec; readonly replicas: readonly ServerSpec[] },
  withinMs: number,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  const token = String(Date.now());
  await sessions.run(source, 'application', [`REPLACE INTO yard.arrivals (name, token) VALUES ('up', '${token}')`]);
  for (const replica of replicas) {
    for (;;) {
      const channel = await readChannel(sessions, family, replica);
      if (channel?.running === true && (await hasArrived(sessions, replica, token))) break;
      if (Date.now() > deadline) {
        const complaint = channel?.complaint ?? 'it follows nobody';
        throw new SignalboxError('yard-failed', `Replication does not run on ${addressOf(replica)}: ${complaint}.`);
      }
      await sleep(pauseMs);
    }
  }
}

async function hasArrived(sessions: YardSessions, replica: ServerSpec, token: string): Promise<boolean> {
  const known = `SELECT COUNT(*) AS n FROM information_schema.tables WHERE table_schema = 'yard' AND table_name = 'arrivals'`;
  const [tables] = await sessions.run(replica, 'application', [known]);
  if (Number(tables?.['n']) === 0) return false;
  const sql = "SELECT token FROM yard.arrivals WHERE name = 'up'";
  const [row] = await sessions.run(replica, 'application', [sql]);
  return String(row?.['token']) === token;
}
