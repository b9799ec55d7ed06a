import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { Row } from '../../../shared/domain/row.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { Session } from '../connections/session.ts';

const askWithinMs = 4000; // ms
const tooManyConnections = 1040;

/** MariaDB's extra_port, MySQL's admin_port; with what tells the server from another one on such a port. */
const question =
  "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('extra_port', 'admin_port', 'admin_address', 'port', 'server_id', 'hostname')";

/** Opens a session on a server, at its ordinary port (null) or at another one. */
export type OpenAt = (server: ServerId, port: number | null) => Promise<Session>;

interface Door {
  readonly port: number;
  readonly identity: string;
}

/**
 * The extra ports of servers that have one for administrators: a server that is out of connections still lets them in,
 * so that an undo is not stopped by that. A server tells of its port while there still is room.
 */
export class AdministrativeDoors {
  readonly #openAt: OpenAt;
  readonly #doors = new Map<ServerId, Door | null>();

  constructor(openAt: OpenAt) {
    this.#openAt = openAt;
  }

  /** Opens a session, by the extra port only when the ordinary one has no room. @throws as opening does */
  async open(server: ServerId): Promise<Session> {
    try {
      const session = await this.#openAt(server, null);
      if (!this.#doors.has(server)) this.#doors.set(server, doorOf(await answerOf(session)));
      return session;
    } catch (error) {
      const door = this.#doors.get(server) ?? null;
      if (door === null || !isFull(error)) throw error;
      const session = await this.#through(server, door);
      if (session === null) throw error;
      return session;
    }
  }

  /** null when nobody, or another server, is behind the door. */
  async #through(server: ServerId, door: Door): Promise<Session | null> {
    const session = await this.#openAt(server, door.port).catch(() => null);
    if (session === null) return null;
    if (identityOf(await answerOf(session)) === door.identity) return session;
    await session.close();
    return null;
  }
}

function isFull(error: unknown): boolean {
  return error instanceof SignalboxError && error.details['number'] === tooManyConnections;
}

async function answerOf(session: Session): Promise<ReadonlyMap<string, string>> {
  const rows: readonly Row[] = await session.query(question, { withinMs: askWithinMs }).catch(() => []);
  return new Map(rows.map((row) => [String(row['Variable_name']), String(row['Value'])]));
}

function identityOf(answer: ReadonlyMap<string, string>): string {
  return ['hostname', 'port', 'server_id'].map((name) => answer.get(name) ?? '').join(' ');
}

/** MySQL's admin_port listens only where admin_address is set. */
function doorOf(answer: ReadonlyMap<string, string>): Door | null {
  const admin = (answer.get('admin_address') ?? '') === '' ? 0 : Number(answer.get('admin_port') ?? 0);
  const port = Number(answer.get('extra_port') ?? 0) || admin;
  return port > 0 ? { port, identity: identityOf(answer) } : null;
}
