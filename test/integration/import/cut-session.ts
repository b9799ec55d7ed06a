import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ByteSession } from '../../../electron/engine/connections/session.ts';

/** Ends an importing client at a statement of its own choice, on all its sessions at once: nothing is sent any more. */
export class Cut {
  readonly #at: number;
  readonly #isSent: boolean;
  #sent = 0;

  /** `isSent`: the last statement is still run by the server, and its answer is lost. */
  constructor(at: number, isSent: boolean) {
    this.#at = at;
    this.#isSent = isSent;
  }

  /** Statements that were sent. */
  get sent(): number {
    return this.#sent;
  }

  over(session: ByteSession): ByteSession {
    const cut = async <T>(send: () => Promise<T>): Promise<T> => {
      this.#sent += 1;
      const isLast = this.#sent === this.#at;
      if (this.#sent > this.#at || (isLast && !this.#isSent)) throw lost(session);
      const answer = await send();
      if (isLast) throw lost(session);
      return answer;
    };
    return {
      server: session.server,
      connectionId: session.connectionId,
      get closed() {
        return session.closed;
      },
      get warnings() {
        return session.warnings;
      },
      query: (sql, options) => cut(() => session.query(sql, options)),
      queryBytes: (sql, options) => cut(() => session.queryBytes(sql, options)),
      close: () => session.close(),
    };
  }
}

function lost({ server }: ByteSession): SignalboxError {
  return new SignalboxError('server-connection-lost', 'The client was cut off.', { server });
}
