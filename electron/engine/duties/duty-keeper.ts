import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { endWords, type Duty } from '../../../shared/domain/duty.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import { factOf, type FactGroup, type ServerFacts } from '../../../shared/domain/facts.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { ClusterTopology } from '../../../shared/domain/topology.ts';
import { ordinarySessionIds } from '../../../shared/guards/ordinary-sessions.ts';
import { closed } from '../../../shared/guards/proofs/read-only.ts';
import type { Session } from '../connections/session.ts';
import { dialectOf } from '../discovery/identify.ts';
import { readFacts } from '../discovery/read-facts.ts';
import type { Dialect } from '../../../shared/dialects/dialect.ts';
import type { Duties } from './duties.ts';

export interface DutyParts {
  readonly duties: Pick<Duties, 'open' | 'note'>;
  /** Opens a session, bounded in time; rejects as `Connector.open`. */
  readonly open: (cluster: ClusterConfiguration, server: ServerId, signal: AbortSignal) => Promise<Session>;
  /** The cluster as whoever watches it now has seen it last; null: not yet. */
  readonly seen: (cluster: string) => ClusterTopology | null;
  /** What its log holds that the new source did not get, in a sentence; read once it is closed. */
  readonly extra: (cluster: ClusterConfiguration, server: ServerId, signal: AbortSignal) => Promise<string>;
  readonly now: () => number; // epoch ms
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly warn: (message: string) => void;
}

type Found = 'nothing-to-keep' | 'closed' | 'closed-now';

const statementWithinMs = 5000; // ms
const lockWaitS = 3; // s, at least 1 on MySQL 9
const looked: readonly FactGroup[] = ['identity', 'status'];
const noSuchThread = 1094;

/**
 * Keeps old sources closed for as long as somebody watches their cluster: when one answers again it is made read-only
 * first, then the sessions that were open are ended. It cancels itself when other servers replicate from that server,
 * and ends when it follows the new source, when its time is over, or by hand. Rulebook section 5.
 */
export class DutyKeeper {
  readonly #parts: DutyParts;
  #warned = '';

  constructor(parts: DutyParts) {
    this.#parts = parts;
  }

  /** Looks after a cluster's duties every poll interval until the signal aborts. Never rejects: a mistake is warned of, and it goes on. */
  async keep(cluster: ClusterConfiguration, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const begun = this.#parts.now();
      for (const duty of this.#open(cluster)) await this.#tend(cluster, duty, signal);
      await this.#parts.sleep(Math.max(50, cluster.pollIntervalMs - (this.#parts.now() - begun)), signal);
    }
  }

  #open(cluster: ClusterConfiguration): readonly Duty[] {
    try {
      return this.#parts.duties.open(cluster.name).filter(({ state }) => state === 'on');
    } catch (error) {
      this.#warn(error);
      return [];
    }
  }

  /** Not before it is known whether the server is in use: a look of before the duty does not tell. */
  async #tend(cluster: ClusterConfiguration, duty: Duty, signal: AbortSignal): Promise<void> {
    const seen = this.#parts.seen(cluster.name);
    if (seen === null || seen.readAt < duty.acceptedAt) return;
    let session: Session;
    try {
      session = await this.#parts.open(cluster, duty.server, signal);
    } catch (error) {
      if (!(error instanceof SignalboxError)) this.#warn(error);
      return; // it is still gone, or does not let us in
    }
    let found: Found = 'nothing-to-keep';
    try {
      found = await this.#look(duty, session, seen);
    } catch (error) {
      this.#warn(error);
    } finally {
      await session.close();
    }
    const known = found === 'closed' && duty.acts.some(({ act }) => act === 'examined');
    if (found !== 'nothing-to-keep' && !known) await this.#examine(cluster, duty, signal);
  }

  async #look(duty: Duty, session: Session, seen: ClusterTopology): Promise<Found> {
    const options = { withinMs: statementWithinMs, now: this.#parts.now };
    const dialect = await dialectOf(session, { withinMs: statementWithinMs });
    const readings = await readFacts(session, dialect, looked, options);
    const facts: ServerFacts = { server: duty.server, aliases: [], readings };
    if (!isThatServer(duty, facts)) return 'nothing-to-keep';
    const because = overBecause(duty, facts, seen);
    if (because !== null) {
      this.#parts.duties.note(duty, 'ended', because);
      return 'nothing-to-keep';
    }
    if (!isClosed(facts, this.#parts.now())) return this.#close(duty, session, dialect, facts);
    if (!duty.acts.some(({ act }) => act === 'closed'))
      this.#parts.duties.note(duty, 'closed', `${duty.server} came back closed: it takes no writes.`);
    return 'closed';
  }

  /** Not at every look: it reads a whole stretch of log. */
  async #examine(cluster: ClusterConfiguration, duty: Duty, signal: AbortSignal): Promise<void> {
    try {
      const text = await this.#parts.extra(cluster, duty.server, signal);
      this.#parts.duties.note(duty, 'examined', text);
    } catch (error) {
      if (!signal.aborted) this.#warn(error);
    }
  }

  async #close(duty: Duty, session: Session, dialect: Dialect, before: ServerFacts): Promise<Found> {
    const { duties, now } = this.#parts;
    const at = factOf(before, 'status');
    const position = at?.position ?? null;
    const where = position === null ? 'at no position of its own' : `at ${position.file}:${String(position.offset)}`;
    duties.note(duty, 'closing', `${duty.server} came back and takes writes, ${where}: it is being closed.`);
    const options = { withinMs: statementWithinMs, now };
    try {
      await session.query(`SET SESSION lock_wait_timeout = ${String(lockWaitS)}`, options);
      for (const sql of dialect.commands.close()) await session.query(sql, options);
      const read = await readFacts(session, dialect, ['sessions', 'privileges', 'status'], options);
      const facts: ServerFacts = { server: duty.server, aliases: [], readings: read };
      const ids = ordinarySessionIds(facts).filter((id) => id !== session.connectionId);
      for (const id of ids) await kill(session, id);
      for (const sql of dialect.commands.persistClosed()) await session.query(sql, options);
      const readings = await readFacts(session, dialect, ['status'], options);
      const after: ServerFacts = { server: duty.server, aliases: [], readings };
      if (!isClosed(after, now())) throw new SignalboxError('step-failed', `${duty.server} is still open.`);
      const end = factOf(after, 'status')?.position ?? null;
      const wrote = end === null ? '' : ` It ends at ${end.file}:${String(end.offset)}.`;
      duties.note(duty, 'closed', `${duty.server} is closed; ${endedText(ids.length)}.${wrote}`);
      return 'closed-now';
    } catch (error) {
      if (!(error instanceof SignalboxError)) throw error;
      duties.note(duty, 'failed', `${duty.server} could not be closed: ${error.message} It is tried again.`);
      return 'nothing-to-keep';
    }
  }

  /** Once for each reason: it is looked at every few seconds. */
  #warn(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (message !== this.#warned) this.#parts.warn(`A duty could not be looked after: ${message}`);
    this.#warned = message;
  }
}

async function kill(session: Session, id: number): Promise<void> {
  try {
    await session.query(`KILL ${String(id)}`, { withinMs: statementWithinMs });
  } catch (error) {
    if (error instanceof SignalboxError && error.details['number'] === noSuchThread) return;
    throw error;
  }
}

function endedText(sessions: number): string {
  if (sessions === 0) return 'no session was open';
  return sessions === 1 ? '1 session was ended' : `${String(sessions)} sessions were ended`;
}

/** Another server may have got its address. */
function isThatServer({ uuid, serverId }: Duty, facts: ServerFacts): boolean {
  const identity = factOf(facts, 'identity');
  if (identity === undefined) return false;
  if (uuid !== null) return identity.uuid === uuid;
  return serverId === null || identity.serverId === serverId;
}

/**
 * Why there is nothing left to guard against; null: there is. Whether others replicate from it is asked of these: its
 * own list still has those that left while it stood still.
 */
function overBecause(
  { server, newSource, leftWithIt }: Duty,
  facts: ServerFacts,
  seen: ClusterTopology,
): string | null {
  const status = factOf(facts, 'status');
  const follows = status?.channels.some(({ source, io }) => {
    const named = `${source.host}:${String(source.port)}`;
    return named === newSource && io === 'yes';
  });
  if (follows === true && status?.readOnly === true) return `${server} follows ${newSource}, closed.`;
  const left = leftWithIt.map((entry) => entry.server);
  const users = seen.servers.filter(
    ({ id, channels }) => !left.includes(id) && channels.some(({ source, io }) => source === server && io === 'yes'),
  );
  if (users.length === 0) return null;
  const names = users.map(({ id }) => id).join(', ');
  return `${endWords.cancelled}${names} ${users.length === 1 ? 'replicates' : 'replicate'} from ${server}; it is in use.`;
}

function isClosed(facts: ServerFacts, now: number): boolean {
  return closed.check({ server: facts.server }, new Map([[facts.server, facts]]), now).verdict === 'pass';
}
