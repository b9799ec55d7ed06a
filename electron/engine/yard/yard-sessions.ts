import { clusterDefaults } from '../../../shared/domain/configuration.ts';
import type { Row } from '../../../shared/domain/row.ts';
import type { Connector, Session } from '../connections/session.ts';
import { addressOf } from './servers/server-spec.ts';
import type { ServerSpec } from './servers/server-spec.ts';
import { readPassword, yardUsers } from './yard-passwords.ts';
import type { YardAccountName } from './yard-passwords.ts';

const connectMs = 10_000; // ms
const statementMs = 20_000; // ms

/** Asks a yard's servers, with the accounts the yard has made. */
export class YardSessions {
  readonly #connector: Connector;
  readonly #directory: string;
  readonly #signal: AbortSignal | undefined;

  constructor(connector: Connector, directory: string, signal?: AbortSignal) {
    this.#connector = connector;
    this.#directory = directory;
    this.#signal = signal;
  }

  /** Runs statements in one session and returns the rows of the last one. */
  async run(spec: ServerSpec, account: YardAccountName, statements: readonly string[]): Promise<readonly Row[]> {
    const session = await this.#open(spec, account);
    try {
      let rows: readonly Row[] = [];
      for (const sql of statements) rows = await session.query(sql, this.#bounded(statementMs));
      return rows;
    } finally {
      await session.close();
    }
  }

  #open(spec: ServerSpec, account: YardAccountName): Promise<Session> {
    const target = {
      server: addressOf(spec),
      user: yardUsers[account],
      password: () => readPassword(this.#directory, account),
      tls: clusterDefaults.tls,
    };
    const { withinMs, ...rest } = this.#bounded(connectMs);
    return this.#connector.open(target, { connectWithinMs: withinMs, ...rest });
  }

  #bounded(withinMs: number): { withinMs: number; signal?: AbortSignal } {
    return this.#signal === undefined ? { withinMs } : { withinMs, signal: this.#signal };
  }
}
