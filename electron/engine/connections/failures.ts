import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ErrorCode } from '../../../shared/domain/error-codes.ts';
import type { ServerId } from '../../../shared/domain/server.ts';

/** What mysql2, sockets and TLS put on the errors they throw. */
export interface Failure {
  readonly message: string;
  readonly code?: string | undefined;
  readonly errno?: number | undefined;
  readonly sqlState?: string | undefined;
  readonly sqlMessage?: string | undefined;
}

const unreachableBecause: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its host name is not known',
  EAI_AGAIN: 'its host name could not be looked up just now',
  ECONNREFUSED: 'nothing listens on that port (connection refused)',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to its network',
  EHOSTDOWN: 'the host is down',
  ETIMEDOUT: 'it did not answer the connection attempt',
  ECONNRESET: 'the connection attempt was reset',
  EACCES: 'this machine does not allow the connection',
};

const deniedNumbers = new Set([1045, 1698, 1251, 1275, 1820, 1862, 3118, 4151]);
const refusedNumbers = new Set([1040, 1053, 1129, 1130, 1203, 1226, 3032]);
const secureTransportRequired = 3159; // MySQL 5.7.8+, ER_SECURE_TRANSPORT_REQUIRED
/** The server ends this connection: shutdown, killed, idle too long (MariaDB 1927, MySQL 4031). */
const endingNumbers = new Set([1053, 1927, 4031]);

/** The failure of a TCP connection attempt. */
export function unreachable(server: ServerId, failure: Failure): SignalboxError {
  const because = unreachableBecause[failure.code ?? ''] ?? failure.message;
  return new SignalboxError('server-unreachable', `${server} can’t be reached: ${because}.`, {
    server,
    details: { reason: failure.code ?? 'unknown' },
  });
}

/** Nothing came within the limit, or the caller cancelled; `waitingFor` completes “… while waiting for”. */
export function late(server: ServerId, cancelled: boolean, withinMs: number, waitingFor: string): SignalboxError {
  if (cancelled) return new SignalboxError('cancelled', `Cancelled while waiting for ${waitingFor}.`, { server });
  return new SignalboxError(
    'server-timeout',
    `${server} did not answer within ${seconds(withinMs)} (waiting for ${waitingFor}).`,
    { server, details: { withinMs } },
  );
}

/** `2.5 s` for 2500. */
export function seconds(ms: number): string {
  return `${String(Math.round(ms / 100) / 10)} s`;
}

/** The peer does not speak the MySQL protocol. */
export function notMysql(server: ServerId, what: string): SignalboxError {
  return new SignalboxError('server-not-mysql', `${server} is not a MySQL or MariaDB server: ${what}.`, { server });
}

/** An error of the server during the greeting or the login. */
export function loginRefused(server: ServerId, number: number, message: string): SignalboxError {
  const code: ErrorCode = deniedNumbers.has(number)
    ? 'server-access-denied'
    : number === secureTransportRequired
      ? 'server-tls'
      : 'server-refused';
  const verb = code === 'server-access-denied' ? 'denies the login' : 'refuses the connection';
  const cure = refusedNumbers.has(number) ? '' : number === secureTransportRequired ? ' Use TLS mode “required”.' : '';
  return new SignalboxError(code, `${server} ${verb}: ${sentence(message)} (${number})${cure}`, {
    server,
    details: { number },
  });
}

/** A failure between greeting and the end of the login that did not come from the server as an error packet. */
export function loginBroken(server: ServerId, failure: Failure, tls: boolean): SignalboxError {
  if (failure.errno !== undefined && failure.errno > 1000 && failure.sqlMessage !== undefined) {
    return loginRefused(server, failure.errno, failure.sqlMessage);
  }
  const plugin = /unknown plugin (\w+)/.exec(failure.message)?.[1];
  if (plugin !== undefined || failure.code === 'MYSQL_CLEAR_PASSWORD_NOT_ENABLED') {
    return new SignalboxError(
      'server-unsupported',
      `${server} asks for the authentication method ${plugin ?? 'mysql_clear_password'}, which Signalbox does not speak: give its account mysql_native_password or caching_sha2_password.`,
      { server },
    );
  }
  if (failure.code === 'HANDSHAKE_NO_SSL_SUPPORT' || failure.code === 'HANDSHAKE_SSL_ERROR') {
    return tlsFailed(server, failure.message);
  }
  return new SignalboxError(
    'server-connection-lost',
    `${server} closed the connection during the ${tls ? 'TLS handshake or the login' : 'login'}.`,
    { server, details: { reason: failure.code ?? 'closed' } },
  );
}

/** TLS was asked for and could not be had or not be trusted. */
export function tlsFailed(server: ServerId, why: string): SignalboxError {
  return new SignalboxError('server-tls', `No trusted encrypted connection to ${server}: ${sentence(why)}`, { server });
}

/** A statement's failure, or the loss of its connection. Statement text is never in it: it may hold a password. */
export function statementFailed(server: ServerId, sql: string, failure: Failure): SignalboxError {
  const number = failure.errno;
  if (number === undefined || failure.sqlState === undefined) return connectionLost(server, failure.code ?? 'closed');
  if (endingNumbers.has(number)) return connectionLost(server, failure.sqlMessage ?? failure.message);
  return new SignalboxError(
    'server-statement-failed',
    `${server} answered: ${sentence(withoutQuote(sql, failure.sqlMessage ?? failure.message))} (${number})`,
    { server, details: { number, sqlState: failure.sqlState } },
  );
}

/** The connection is gone; what was running may still be running there. */
export function connectionLost(server: ServerId, reason: string): SignalboxError {
  return new SignalboxError('server-connection-lost', `The connection to ${server} is lost (${reason}).`, {
    server,
    details: { reason },
  });
}

/** Syntax errors quote the statement from where it went wrong, passwords included. */
function withoutQuote(sql: string, message: string): string {
  return /password|identified/i.test(sql) ? message.replace(/ near '[\s\S]*$/, '') : message;
}

function sentence(text: string): string {
  return text.trim().replace(/\.?$/, '.');
}
