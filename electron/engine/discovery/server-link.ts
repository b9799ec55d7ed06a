import type { Dialect } from '../../../shared/dialects/dialect.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { FactGroup, Readings } from '../../../shared/domain/facts.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { ConnectionTarget, Connector, Session } from '../connections/session.ts';
import { dialectOf } from './identify.ts';
import { readFacts } from './read-facts.ts';

/** Bounds of every look at a server. */
export interface Bounds {
  readonly connectWithinMs: number; // ms
  readonly statementWithinMs: number; // ms
}

export interface LinkParts {
  readonly connector: Connector;
  readonly target: ConnectionTarget;
  readonly bounds: Bounds;
  /** Epoch ms. */
  readonly now: () => number;
}

interface Open {
  readonly session: Session;
  readonly dialect: Dialect;
}

/**
 * The one connection through which a server is looked at. It opens when it is first used and again after it broke,
 * and learns the server's version each time, since the server may have been replaced meanwhile.
 */
export class ServerLink {
  readonly server: ServerId;
  readonly #parts: LinkParts;
  #open: Open | null = null;

  constructor(parts: LinkParts) {
    this.server = parts.target.server;
    this.#parts = parts;
  }

  /**
   * Reads groups of facts; see `readFacts`. Not for two callers at once. A connection that was lost since the last time
   * (killed, idle too long, server restarted) is opened again once.
   * @throws SignalboxError as `Connector.open`, and where the connection broke; the next call opens a new one.
   */
  async read(groups: readonly FactGroup[], signal: AbortSignal): Promise<Readings> {
    const kept = this.#open !== null && !this.#open.session.closed;
    try {
      return await this.#read(groups, signal);
    } catch (error) {
      if (!kept || !isLost(error)) throw error;
      return this.#read(groups, signal);
    }
  }

  /** Ends the connection; the next `read` opens another. Never rejects. */
  async close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await open?.session.close();
  }

  async #read(groups: readonly FactGroup[], signal: AbortSignal): Promise<Readings> {
    const { session, dialect } = await this.#opened(signal);
    const { now, bounds } = this.#parts;
    return readFacts(session, dialect, groups, { withinMs: bounds.statementWithinMs, now, signal });
  }

  async #opened(signal: AbortSignal): Promise<Open> {
    if (this.#open !== null && !this.#open.session.closed) return this.#open;
    const { connector, target, bounds } = this.#parts;
    const session = await connector.open(target, { connectWithinMs: bounds.connectWithinMs, signal });
    try {
      const dialect = await dialectOf(session, { withinMs: bounds.statementWithinMs, signal });
      this.#open = { session, dialect };
      return this.#open;
    } catch (error) {
      await session.close();
      throw error;
    }
  }
}

function isLost(error: unknown): boolean {
  return error instanceof SignalboxError && error.code === 'server-connection-lost';
}
