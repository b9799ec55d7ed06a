import type { BinlogEvent, EventBody } from './event.ts';

/**
 * What an event is to the transactions of its log:
 * `between` it belongs to none; `whole` it is one by itself; `first`, `inside`, `last` of one of several events;
 * `cut` it stands between, and the transaction before it has no end (the server crashed while writing it).
 * `restart` it is the first of one, and the transaction before it has no end.
 */
export type Part = 'between' | 'whole' | 'first' | 'inside' | 'last' | 'cut' | 'restart';

export interface GroupingOptions {
  /** Relay logs of old servers may be rotated in the middle of a transaction; binary logs never are. */
  readonly spansFiles?: boolean;
}

/** Open: the transaction's first event was seen and its last was not. `begun`: it ends with a commit, not with the next statement. */
interface Open {
  readonly begun: boolean;
}

/** Tells, event by event, where transactions start and end. Sources: MySQL rpl_trx_boundary_parser.cc, MariaDB's GTID flags. */
export class Grouping {
  readonly #spansFiles: boolean;
  #open: Open | null = null;

  constructor(options: GroupingOptions = {}) {
    this.#spansFiles = options.spansFiles ?? false;
  }

  /** Whether a transaction has started and not ended. */
  get inside(): boolean {
    return this.#open !== null;
  }

  part(event: Pick<BinlogEvent, 'body' | 'artificial'>): Part {
    const { body } = event;
    switch (body.kind) {
      case 'format':
      case 'rotate':
      case 'stop':
        return this.#betweenFiles(event.artificial);
      case 'earlier-gtids':
      case 'heartbeat':
      case 'note':
        return this.#open === null ? 'between' : 'inside';
      case 'gtid':
        return this.#gtid(body);
      case 'query':
        return this.#query(body.sql);
      case 'rows':
        return this.#open?.begun !== true && body.endsStatement ? this.#ends() : this.#belongs();
      case 'xid':
      case 'xa-prepare':
      case 'payload':
        return this.#ends();
      case 'intvar':
      case 'rand':
      case 'user-var':
      case 'annotation':
      case 'table-map':
      case 'load-data':
        return this.#belongs();
      case 'incident':
        return this.#open === null ? 'whole' : 'inside';
      case 'unknown':
        return this.#open === null ? 'between' : 'inside';
    }
  }

  #betweenFiles(artificial: boolean): Part {
    if (this.#open === null) return 'between';
    if (this.#spansFiles) return 'inside';
    // Whoever sends a log says where it starts by artificial events, which cut nothing.
    if (artificial) return 'inside';
    this.#open = null;
    return 'cut';
  }

  #gtid(body: Extract<EventBody, { readonly kind: 'gtid' }>): Part {
    const unfinished = this.#open !== null;
    this.#open = { begun: body.mariadb !== null && !body.mariadb.standalone };
    return unfinished ? 'restart' : 'first';
  }

  #query(sql: string): Part {
    if (this.#open?.begun === true) return /^\s*(?:COMMIT|ROLLBACK)\s*$/i.test(sql) ? this.#ends() : 'inside';
    if (!/^\s*(?:BEGIN|XA\s+START\b[\s\S]*)\s*$/i.test(sql)) return this.#ends();
    const part = this.#open === null ? 'first' : 'inside';
    this.#open = { begun: true };
    return part;
  }

  #belongs(): Part {
    if (this.#open !== null) return 'inside';
    this.#open = { begun: false };
    return 'first';
  }

  #ends(): Part {
    const part = this.#open === null ? 'whole' : 'last';
    this.#open = null;
    return part;
  }
}
