import type { ServerId } from '../../../shared/domain/server.ts';
import type { ConnectionTarget, Connector } from '../connections/session.ts';
import { ServerLink, type Bounds } from './server-link.ts';

export interface LinksParts {
  readonly connector: Connector;
  readonly targetOf: (server: ServerId) => ConnectionTarget;
  readonly bounds: Bounds;
  /** Epoch ms. */
  readonly now: () => number;
}

/** The links to a cluster's servers, one each. */
export class Links {
  readonly #parts: LinksParts;
  readonly #links = new Map<ServerId, ServerLink>();

  constructor(parts: LinksParts) {
    this.#parts = parts;
  }

  of(server: ServerId): ServerLink {
    const { connector, targetOf, bounds, now } = this.#parts;
    const link = this.#links.get(server) ?? new ServerLink({ connector, target: targetOf(server), bounds, now });
    this.#links.set(server, link);
    return link;
  }

  /** Ends one link; `of` makes a new one. Never rejects. */
  async end(server: ServerId): Promise<void> {
    const link = this.#links.get(server);
    this.#links.delete(server);
    await link?.close();
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#links.keys()].map((server) => this.end(server)));
  }
}
