import type { Connection } from 'mysql2';

import { parseAddress } from '../../../shared/domain/address.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import { dial, type Dialled } from './dial.ts';
import { late } from './failures.ts';
import { startLimit, within, type Limit } from './limit.ts';
import { logIn } from './login.ts';
import { MysqlSession } from './mysql-session.ts';
import type { ByteConnector, ConnectionTarget, Connector, DumpConnector, OpenOptions } from './session.ts';
import { setVariables } from './session-variables.ts';
import { tlsOptions } from './tls-options.ts';

/** The connector over TCP, with TLS as the target's configuration says. */
export function createConnector(): Connector & DumpConnector & ByteConnector {
  return { open, openForDump: open, openForBytes: open };
}

async function open(target: ConnectionTarget, options: OpenOptions): Promise<MysqlSession> {
  const named = parseAddress(target.server);
  const address = { ...named, port: target.port ?? named.port };
  const password = await passwordOf(target, options.signal);
  const limit = startLimit(options.connectWithinMs, options.signal);
  try {
    const call = { server: target.server, address, limit, withinMs: options.connectWithinMs };
    const dialled = await dial(call);
    return await logInOn(dialled, { target, options, password, host: address.host, limit });
  } finally {
    limit.end();
  }
}

interface Attempt {
  readonly target: ConnectionTarget;
  readonly options: OpenOptions;
  readonly password: string;
  readonly host: string;
  readonly limit: Limit;
}

async function logInOn(dialled: Dialled, attempt: Attempt): Promise<MysqlSession> {
  const { target, options, limit } = attempt;
  const work = async (): Promise<MysqlSession> => {
    const ssl = await tlsOptions(target.server, target.tls, dialled.greeting.tls);
    const { server, user } = target;
    const login = { server, host: attempt.host, socket: dialled.socket, user, password: attempt.password, ssl };
    const connection: Connection = await logIn(login);
    const session = new MysqlSession(target.server, connection, dialled.socket);
    await setVariables(session, options.variables ?? {}, options.connectWithinMs);
    return session;
  };
  try {
    return await within(limit.signal, work(), () =>
      late(target.server, limit.cancelled(), options.connectWithinMs, 'the login'),
    );
  } catch (error) {
    dialled.socket.destroy();
    throw error;
  }
}

/** Asking a person may take as long as it takes: it is bounded by the signal alone. */
async function passwordOf(target: ConnectionTarget, signal: AbortSignal | undefined): Promise<string> {
  const cancelled = (): Error =>
    new SignalboxError('cancelled', `Cancelled before connecting to ${target.server}.`, { server: target.server });
  return signal === undefined ? target.password() : within(signal, target.password(), cancelled);
}
