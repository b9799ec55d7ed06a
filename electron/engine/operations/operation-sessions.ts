import type { Dialect } from '../../../shared/dialects/dialect.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { Session } from '../connections/session.ts';
import { dialectOf } from '../discovery/identify.ts';

/** What a session of an operation is for: changes, locks that last, and kills, proofs and undo. */
export type SessionRole = 'work' | 'hold' | 'control';

const roles: readonly SessionRole[] = ['control', 'work', 'hold'];
const identifyWithinMs = 5000; // ms
/** A hold session that nobody hears of any more ends after so long, and its locks with it. */
const holdTimeoutS = 60; // s
/** Longer than any statement that it may have to wait behind. */
const pingWithinMs = 30_000; // ms

/**
 * The sessions an operation owns: three on every server it changes, opened beforehand, closed at its end.
 * A broken work or control session is opened again when needed; a broken hold session is not: its locks are gone.
 */
export class OperationSessions {
  readonly #open: (server: ServerId) => Promise<Session>;
  readonly #opened: (sessions: readonly Session[]) => void;
  readonly #sessions = new Map<string, Session>();
  readonly #pinged = new Set<Session>();
  readonly #dialects = new Map<ServerId, Dialect>();
  #locksDone = false;

  /** `open` makes a new session, bounded in time; `opened` is told of those that can be used, before they are. */
  constructor(open: (server: ServerId) => Promise<Session>, opened: (sessions: readonly Session[]) => void) {
    this.#open = open;
    this.#opened = opened;
  }

  /** Opens every session. Rejects with the first failure, once none is still being opened: `closeAll` then gets them all. */
  async openAll(servers: readonly ServerId[]): Promise<void> {
    const opened = await Promise.allSettled(servers.map((server) => this.#makeAll(server)));
    const failed = opened.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  /** Opens what can be opened. Returns, by server, why not. */
  async openReachable(servers: readonly ServerId[]): Promise<ReadonlyMap<ServerId, SignalboxError>> {
    const opened = await Promise.allSettled(servers.map((server) => this.#makeAll(server)));
    const failed = opened.flatMap((result, index) => {
      const server = servers[index];
      if (result.status === 'fulfilled' || server === undefined) return [];
      if (!(result.reason instanceof SignalboxError)) throw result.reason;
      return [[server, result.reason] as const];
    });
    return new Map(failed);
  }

  dialect(server: ServerId): Dialect {
    const dialect = this.#dialects.get(server);
    if (dialect === undefined) throw new Error(`no session was opened on ${server}`);
    return dialect;
  }

  /**
   * A session that can be used.
   * @throws SignalboxError `server-connection-lost` for a hold session that broke, else as opening does.
   */
  async usable(server: ServerId, role: SessionRole): Promise<Session> {
    const session = this.#sessions.get(keyOf(server, role));
    if (session !== undefined && !session.closed) return session;
    if (role === 'hold' && !this.#locksDone) {
      throw new SignalboxError('server-connection-lost', `The session that holds the locks on ${server} was lost.`, {
        server,
      });
    }
    const again = await this.#make(server, role);
    this.#opened([again]);
    return again;
  }

  /** A new hold session in the place of one that broke: without the locks that one held. */
  async reopenHold(server: ServerId): Promise<void> {
    this.#opened([await this.#make(server, 'hold')]);
  }

  /** Past the line nothing depends on the locks any more: a hold session that broke is opened again from now on. */
  needNoLocks(): void {
    this.#locksDone = true;
  }

  /** The hold session as it is, also when it broke. */
  hold(server: ServerId): Session | undefined {
    return this.#sessions.get(keyOf(server, 'hold'));
  }

  /** Whether one of its own sessions, as they are now, has this id there. */
  owns(server: ServerId, connectionId: number): boolean {
    return [...this.#sessions].some(
      ([key, session]) => key.endsWith(` ${server}`) && session.connectionId === connectionId && !session.closed,
    );
  }

  /** Keeps the hold sessions from timing out, each on its own; one that broke is met when it is needed. */
  pingHolds(): void {
    for (const [key, session] of this.#sessions) {
      if (!key.startsWith('hold ') || session.closed || this.#pinged.has(session)) continue;
      this.#pinged.add(session);
      session
        .query('DO 0', { withinMs: pingWithinMs })
        .catch(() => undefined)
        .finally(() => this.#pinged.delete(session));
    }
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#sessions.values()].map((session) => session.close()));
    this.#sessions.clear();
  }

  async #makeAll(server: ServerId): Promise<void> {
    const sessions: Session[] = [];
    for (const role of roles) sessions.push(await this.#make(server, role));
    this.#opened(sessions);
  }

  async #make(server: ServerId, role: SessionRole): Promise<Session> {
    const session = await this.#open(server);
    this.#sessions.set(keyOf(server, role), session);
    if (role === 'hold')
      await session.query(`SET SESSION wait_timeout = ${String(holdTimeoutS)}`, { withinMs: identifyWithinMs });
    if (!this.#dialects.has(server)) {
      this.#dialects.set(server, await dialectOf(session, { withinMs: identifyWithinMs }));
    }
    return session;
  }
}

function keyOf(server: ServerId, role: SessionRole): string {
  return `${role} ${server}`;
}
