import { SignalboxError } from './errors.ts';
import type { ServerId } from './server.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

export const defaultPort = 3306;

/**
 * Reads `host`, `host:port`, `[v6]` or `[v6]:port`.
 * @throws SignalboxError `bad-address` with what was wrong.
 */
export function parseAddress(text: string): Address {
  const match = /^(?:\[([0-9a-fA-F:.%]+)\]|([^:[\]\s/@]+))(?::(\d{1,5}))?$/.exec(text.trim());
  const host = match?.[1] ?? match?.[2];
  if (host === undefined) {
    throw new SignalboxError(
      'bad-address',
      `“${text}” is not an address: write host or host:port, IPv6 as [::1]:3306.`,
    );
  }
  const port = match?.[3] === undefined ? defaultPort : Number(match[3]);
  if (port < 1 || port > 65535) {
    throw new SignalboxError('bad-address', `“${text}” names port ${String(port)}; ports go from 1 to 65535.`);
  }
  return { host: host.toLowerCase(), port };
}

/** The canonical text of an address, which is also a server's id. */
export function formatAddress(address: Address): ServerId {
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return `${host.toLowerCase()}:${String(address.port)}`;
}
