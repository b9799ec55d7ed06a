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

  /** Ends the links of all servers but these. */
  async keepOnly(servers: ReadonlySet<ServerId>): Promise<void> {
    const ending = [...this.#links.values()].filter((link) => !servers.has(link.server));
    for (const link of ending) this.#links.delete(link.server);
    await Promise.all(ending.map((link) => link.close()));
  }

  async closeAll(): Promise<void> {
    await this.keepOnly(new Set());
  }
}
