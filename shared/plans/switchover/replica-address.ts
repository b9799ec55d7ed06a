import { parseAddress, type Address } from '../../domain/address.ts';
import type { IdentityFacts } from '../../domain/facts.ts';
import type { ServerId } from '../../domain/server.ts';

/** The address under which replicas reach a server: what it reports of itself, else how Signalbox reaches it. */
export function addressForReplicas(server: ServerId, identity: IdentityFacts): Address {
  const { reportHost, reportPort, port } = identity;
  if (reportHost === null || reportHost === '') return parseAddress(server);
  return { host: reportHost.toLowerCase(), port: reportPort === null || reportPort === 0 ? port : reportPort };
}
