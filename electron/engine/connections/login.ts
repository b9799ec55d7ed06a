import type { Socket } from 'node:net';
import mysql, { type Connection, type ConnectionOptions, type SslOptions } from 'mysql2';

import type { ServerId } from '../../../shared/domain/server.ts';
import { plainAuthPlugins } from './auth-plugins.ts';
import { loginBroken, tlsFailed, type Failure } from './failures.ts';
import { rowValue } from './row-values.ts';
import { hostForIdentity } from './tls-options.ts';

export interface Login {
  readonly server: ServerId;
  readonly host: string;
  readonly socket: Socket;
  readonly user: string;
  readonly password: string;
  readonly ssl: SslOptions | null;
}

/**
 * Logs in on a socket whose greeting waits to be read. Rejects as soon as the socket closes; the caller bounds it by
 * destroying the socket.
 * @throws SignalboxError `server-access-denied`, `server-refused`, `server-tls`, `server-unsupported`, `server-connection-lost`.
 */
export function logIn(login: Login): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const fail = (failure: Failure): void => reject(loginBroken(login.server, failure, login.ssl !== null));
    const onUnprovenKey = (method: string): void => reject(unprovenKey(login.server, method));
    const connection = mysql.createConnection({ ...optionsOf(login), ...securityOf(login, onUnprovenKey) });
    // Stays attached for the connection's life: an error event that nobody hears would end the program.
    connection.on('error', fail);
    login.socket.once('close', () => fail({ message: 'closed', code: 'closed' }));
    connection.once('connect', () => {
      delete connection.config.password;
      resolve(connection);
    });
    login.socket.resume();
  });
}

function optionsOf(login: Login): ConnectionOptions {
  return {
    stream: login.socket,
    host: hostForIdentity(login.host),
    user: login.user,
    password: login.password,
    connectTimeout: 0, // the caller's limit covers more than mysql2's would
    charset: 'utf8mb4_general_ci', // known to every version
    flags: ['-LOCAL_FILES'],
    connectAttributes: { program_name: 'signalbox' },
    maxPreparedStatements: 8, // the default costs 0.5 MB a connection
    typeCast: rowValue,
    queryFormat: (sql: string) => sql, // nothing is put in; else each statement is looked through for placeholders
  };
}

/** On loopback nobody is in between, so a server's public key may be trusted there. */
function securityOf(login: Login, onUnprovenKey: (method: string) => void): ConnectionOptions {
  if (login.ssl !== null) return { ssl: login.ssl };
  return isLoopback(login.socket.remoteAddress) ? {} : { authPlugins: plainAuthPlugins(onUnprovenKey) };
}

function unprovenKey(server: ServerId, method: string): Error {
  return tlsFailed(
    server,
    `the account uses ${method} and the connection is not encrypted, so the password would go to whoever answers; ` +
      'switch TLS on in the server and use TLS mode “preferred” or stronger',
  );
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(?:::ffff:)?127\.|^::1$/.test(address);
}
