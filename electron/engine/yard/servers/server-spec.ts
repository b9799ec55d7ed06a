import { join } from 'node:path';

/** One practice server: who it is and where it lives. */
export interface ServerSpec {
  readonly name: string;
  readonly serverId: number;
  /** On 127.0.0.1. */
  readonly port: number;
  /** Holds everything of this server. */
  readonly directory: string;
  /** Unix socket; at most 100 characters, as the kernel allows no longer names. */
  readonly socket: string;
}

export interface ServerFiles {
  readonly data: string;
  /** Its own: a starting server removes every temporary table (#sql…) it finds in its tmpdir, other servers' too. */
  readonly temporary: string;
  readonly configuration: string;
  /** Statements run at the first start; holds passwords, so it is 0600 and removed afterwards. */
  readonly firstStatements: string;
  readonly log: string;
  readonly pid: string;
}

/** Where a server keeps its files. */
export function filesOf(spec: ServerSpec): ServerFiles {
  return {
    data: join(spec.directory, 'data'),
    temporary: join(spec.directory, 'tmp'),
    configuration: join(spec.directory, 'my.cnf'),
    firstStatements: join(spec.directory, 'first-statements.sql'),
    log: join(spec.directory, 'server.log'),
    pid: join(spec.directory, 'server.pid'),
  };
}

export function addressOf(spec: ServerSpec): string {
  return `127.0.0.1:${String(spec.port)}`;
}
