import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import type { SslOptions } from 'mysql2';

import type { TlsConfiguration } from '../../../shared/domain/configuration.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { tlsFailed } from './failures.ts';

/**
 * What mysql2 needs for a TLS mode; null for a plain connection.
 * `preferred` is plain only where the server offers no TLS: a failing handshake is an error, not a reason to give up.
 * @throws SignalboxError `server-tls` where TLS is required and not offered, or a certificate file can't be read.
 */
export async function tlsOptions(
  server: ServerId,
  tls: TlsConfiguration,
  offered: boolean,
): Promise<SslOptions | null> {
  if (tls.mode === 'off' || (tls.mode === 'preferred' && !offered)) return null;
  if (!offered) throw tlsFailed(server, `TLS mode is “${tls.mode}”, but the server offers no TLS`);
  const verifies = tls.mode === 'verify-ca' || tls.mode === 'verify-identity';
  const [ca, cert, key] = await Promise.all(
    [tls.caFile, tls.certFile, tls.keyFile].map((path) => contentOf(server, path)),
  );
  return {
    rejectUnauthorized: verifies,
    verifyIdentity: tls.mode === 'verify-identity',
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}

/**
 * The host as mysql2 must be told it. It passes only names on to the identity check (an IP address would be checked as
 * “localhost”); with the root dot an address counts as a name there, and Node's check drops the dot again and compares
 * it with the certificate's IP addresses.
 */
export function hostForIdentity(host: string): string {
  return isIP(host) === 0 ? host : `${host}.`;
}

async function contentOf(server: ServerId, path: string | null): Promise<Buffer | undefined> {
  if (path === null) return undefined;
  try {
    return await readFile(path);
  } catch (error) {
    throw tlsFailed(server, `${path} can’t be read (${error instanceof Error ? error.message : 'unknown reason'})`);
  }
}
