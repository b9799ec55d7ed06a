import type { Connector, QueryOptions, Session } from '../../../electron/engine/connections/session.ts';
import type { Journal } from '../../../electron/engine/journal/journal.ts';
import type { OperationEntry } from '../../../shared/domain/journal.ts';
import type { OperationEvent } from '../../../shared/plans/operation-event.ts';

/**
 * A place in the course of an operation, by the step's id: `running:drain`, `begun:close-source`,
 * `sending:close-source:1` (before statement 1 leaves), `sent:close-source:1` (its reply is here), `proved:drain`; the
 * same of an undo: `undo-begun:…`, `undo-sending:…`, `undo-sent:…`, `undone:…`.
 */
export type Point = string;

interface Active {
  readonly prefix: '' | 'undo-';
  readonly statements: readonly string[];
  next: number;
}

/** Watches an operation from outside: its events, its journal and its statements tell where it is. */
export class Points {
  readonly #reached: (point: Point) => void;
  readonly #serverOf = new Map<string, string | null>();
  readonly #active = new Map<string, Active>();

  /** `reached` is called right there; the operation goes on when it returns. */
  constructor(reached: (point: Point) => void) {
    this.#reached = reached;
  }

  onEvent(event: OperationEvent): void {
    if (event.kind === 'started') {
      for (const step of event.steps) this.#serverOf.set(step.id, step.server);
    }
    if (event.kind === 'step' && event.step.state === 'running') this.#reached(`running:${event.step.id}`);
  }

  /** A journal that says when an entry is durable. */
  journal(journal: Journal): Journal {
    return new Proxy(journal, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        if (name !== 'appendEntry') return value.bind(target) as unknown;
        return (operation: string, entry: OperationEntry) => {
          target.appendEntry(operation, entry);
          this.#onEntry(entry);
        };
      },
    });
  }

  /** A connector whose sessions say when a statement of a step leaves and when its reply has come. */
  connector(connector: Connector, addressOf: (server: string) => string): Connector {
    return {
      open: async (target, options) => {
        const session = await connector.open({ ...target, server: addressOf(target.server) }, options);
        return this.#session(session, target.server);
      },
    };
  }

  #session(session: Session, server: string): Session {
    return {
      server,
      connectionId: session.connectionId,
      get closed() {
        return session.closed;
      },
      close: () => session.close(),
      query: async (sql: string, options: QueryOptions) => {
        const place = this.#placeOf(server, sql);
        if (place === null) return session.query(sql, options);
        this.#reached(`${place.prefix}sending:${place.step}:${String(place.number)}`);
        const rows = await session.query(sql, options);
        this.#reached(`${place.prefix}sent:${place.step}:${String(place.number)}`);
        return rows;
      },
    };
  }

  #onEntry(entry: OperationEntry): void {
    if (entry.kind === 'begun' || entry.kind === 'undo-begun') {
      const prefix = entry.kind === 'begun' ? '' : 'undo-';
      this.#active.set(entry.node, { prefix, statements: entry.statements, next: 0 });
      this.#reached(`${entry.kind}:${entry.node}`);
    }
    if (entry.kind === 'proved' || entry.kind === 'undone') {
      this.#active.delete(entry.node);
      this.#reached(`${entry.kind}:${entry.node}`);
    }
  }

  /** Which statement of which step this is; null for a look at the servers. */
  #placeOf(server: string, sql: string): { prefix: string; step: string; number: number } | null {
    for (const [step, active] of this.#active) {
      const expected = active.statements[active.next];
      const known = this.#serverOf.get(step) ?? null;
      if (expected === undefined || (known !== null && known !== server) || !isShownAs(sql, expected)) continue;
      active.next += 1;
      return { prefix: active.prefix, step, number: active.next };
    }
    return null;
  }
}

/** Secrets are masked in what is shown. */
function isShownAs(sql: string, shown: string): boolean {
  const parts = shown.split("'***'");
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  return parts.length === 1 ? sql === shown : sql.startsWith(first) && sql.endsWith(last);
}
