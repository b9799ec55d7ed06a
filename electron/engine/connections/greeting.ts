/** What a peer says first, before anything is sent to it. */
export type Greeting =
  | { readonly kind: 'incomplete' }
  /** `tls`: the server offers to encrypt. */
  | { readonly kind: 'server'; readonly version: string; readonly tls: boolean }
  /** An error packet instead of a greeting: too many connections, blocked host. */
  | { readonly kind: 'error'; readonly number: number; readonly message: string }
  | { readonly kind: 'foreign'; readonly says: string };

const headerBytes = 4;
const longestGreeting = 4096; // bytes; real ones have about 100
const protocolVersion = 10;
const errorMarker = 0xff;
const tlsCapability = 0x0800; // CLIENT_SSL

/**
 * Reads the first packet of a connection. Peers that speak first but not this protocol (SSH, SMTP, X Protocol) are
 * recognised here, since a client that trusts their first bytes as a length would wait for megabytes.
 * Source: MySQL and MariaDB client/server protocol, Protocol::HandshakeV10 and ERR_Packet.
 */
export function readGreeting(bytes: Buffer): Greeting {
  if (bytes.length < headerBytes + 1) return { kind: 'incomplete' };
  const length = bytes.readUIntLE(0, 3);
  const first = bytes.readUInt8(headerBytes);
  const plausible = bytes.readUInt8(3) === 0 && length > 2 && length <= longestGreeting;
  if (!plausible || (first !== protocolVersion && first !== errorMarker)) {
    return { kind: 'foreign', says: printable(bytes) };
  }
  if (bytes.length < headerBytes + length) return { kind: 'incomplete' };
  const payload = bytes.subarray(headerBytes, headerBytes + length);
  return first === errorMarker ? readError(payload) : readServer(payload);
}

function readError(payload: Buffer): Greeting {
  const text = payload.subarray(3).toString('utf8');
  return { kind: 'error', number: payload.readUInt16LE(1), message: text.replace(/^#.{5}/, '') };
}

function readServer(payload: Buffer): Greeting {
  const end = payload.indexOf(0, 1);
  const capabilitiesAt = end + 1 + 4 + 8 + 1; // connection id, first part of the scramble, filler
  if (end < 0 || capabilitiesAt + 2 > payload.length) return { kind: 'foreign', says: printable(payload) };
  return {
    kind: 'server',
    version: payload.toString('latin1', 1, end),
    tls: (payload.readUInt16LE(capabilitiesAt) & tlsCapability) !== 0,
  };
}

function printable(bytes: Buffer): string {
  const text = bytes.toString('latin1', 0, 60).split(/[\r\n]/)[0] ?? '';
  return text.replace(/[^\x20-\x7e]+/g, '·');
}
