import { readFile, writeFile } from 'node:fs/promises';
import type { Connection } from 'mysql2/promise';
import type { ServerBinaries } from '../../electron/engine/yard/binaries/server-binaries.ts';
import { isRunning } from '../../electron/engine/yard/process-identity.ts';
import { waitUntilAnswers } from '../../electron/engine/yard/servers/server-answers.ts';
import { goneWithin, signal, stopServer } from '../../electron/engine/yard/servers/server-process.ts';
import { addressOf, filesOf } from '../../electron/engine/yard/servers/server-spec.ts';
import type { ServerSpec } from '../../electron/engine/yard/servers/server-spec.ts';
import { forgetFirstStatements, startCommand } from '../../electron/engine/yard/servers/server-start.ts';
import { startGuarded } from './guarded-server.ts';
import type { GuardedServer } from './guarded-server.ts';
import { connectPlainly, queryPlainly } from './plain-client.ts';
import type { PlainRow } from './plain-client.ts';

const startMs = 60_000; // ms
const graceMs = 15_000; // ms

/** A real server of a test: asked as root over its socket, stopped, killed, paused and started again at will. */
export class TestServer {
  readonly spec: ServerSpec;
  readonly binaries: ServerBinaries;
  #running: GuardedServer | null = null;
  #root: Connection | null = null;

  constructor(spec: ServerSpec, binaries: ServerBinaries) {
    this.spec = spec;
    this.binaries = binaries;
  }

  get name(): string {
    return this.spec.name;
  }

  /** `127.0.0.1:PORT`, which is also the id Signalbox gives it. */
  get address(): string {
    return addressOf(this.spec);
  }

  get port(): number {
    return this.spec.port;
  }

  get pid(): number | null {
    return this.#running?.process.pid ?? null;
  }

  /** Starts it and waits until it answers. */
  async start(): Promise<void> {
    const running = await startGuarded(await startCommand(this.binaries.server, this.spec));
    this.#running = running;
    const stillRunning = () => isRunning(running.process);
    await waitUntilAnswers(this.spec, { withinMs: startMs, stillRunning });
    await forgetFirstStatements(this.spec);
  }

  /** Sends a statement as root. After a restart of the server, or a switchover that closed its session, it connects anew. */
  async query(sql: string, withinMs?: number): Promise<PlainRow[]> {
    const known = this.#root;
    try {
      return await this.#queryAsRoot(sql, withinMs);
    } catch (error) {
      if (!isConnectionError(error)) throw error;
      this.#forgetRoot();
      if (known === null || !isEndedBefore(error)) throw error;
      return await this.#queryAsRoot(sql, withinMs);
    }
  }

  async #queryAsRoot(sql: string, withinMs?: number): Promise<PlainRow[]> {
    this.#root ??= await this.connect({ user: 'root', socketPath: this.spec.socket });
    return queryPlainly(this.#root, sql, withinMs);
  }

  /** The first column of the first row; null when there is none. */
  async value(sql: string): Promise<string | number | null> {
    return Object.values((await this.query(sql))[0] ?? {})[0] ?? null;
  }

  /** A connection of the test's own (the caller ends it); over TCP unless a socket is named. */
  async connect(options: Parameters<typeof connectPlainly>[0]): Promise<Connection> {
    return connectPlainly(
      options.socketPath === undefined ? { host: '127.0.0.1', port: this.port, ...options } : options,
    );
  }

  /** Ends it in an orderly way; does nothing when it is not running. */
  async stop(): Promise<void> {
    this.#forgetRoot();
    if (this.#running !== null) await stopServer(this.#running.process, graceMs);
    this.#running = null;
  }

  /** SIGKILL: a crash. Returns when the process is gone. */
  async kill(): Promise<void> {
    this.#forgetRoot();
    if (this.#running === null) return;
    signal(this.#running.process, 'SIGKILL');
    await goneWithin(this.#running.process, graceMs);
    this.#running = null;
  }

  /** Changes its configuration file for its next start; null takes the option out. */
  async configure(settings: Readonly<Record<string, string | null>>): Promise<void> {
    const path = filesOf(this.spec).configuration;
    const kept = (await readFile(path, 'utf8'))
      .split('\n')
      .filter((line) => !Object.hasOwn(settings, line.split('=')[0] ?? ''));
    const added = Object.entries(settings).flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]));
    await writeFile(path, [...kept, ...added, ''].join('\n'), { mode: 0o600 });
  }

  /** SIGSTOP: it keeps its connections, accepts new ones (the kernel does) and says nothing. */
  pause(): void {
    if (this.#running !== null) signal(this.#running.process, 'SIGSTOP');
  }

  resume(): void {
    if (this.#running !== null) signal(this.#running.process, 'SIGCONT');
  }

  #forgetRoot(): void {
    this.#root?.destroy();
    this.#root = null;
  }
}

/** The connection was gone before the statement could be sent, so that sending it again repeats nothing. */
function isEndedBefore(error: unknown): boolean {
  return error instanceof Error && error.message.includes('closed state');
}

function isConnectionError(error: unknown): boolean {
  return !(error instanceof Error && 'sqlState' in error && typeof error.sqlState === 'string');
}
