import mysql, { type ConnectionOptions } from 'mysql2';

type AuthPlugins = NonNullable<ConnectionOptions['authPlugins']>;
type AuthPlugin = AuthPlugins[string];

const requestServerKey = { caching_sha2_password: 2, sha256_password: 1 } as const;

/**
 * Authentication on a plain connection to another machine. On it mysql2 would ask the peer for a public key and send
 * the password encrypted with whatever comes: someone in between gets the password. These refuse that and tell
 * `onUnprovenKey` which method wanted it.
 */
export function plainAuthPlugins(onUnprovenKey: (method: string) => void): AuthPlugins {
  return {
    caching_sha2_password: withoutKeyRequest('caching_sha2_password', onUnprovenKey),
    sha256_password: withoutKeyRequest('sha256_password', onUnprovenKey),
  };
}

function withoutKeyRequest(name: keyof typeof requestServerKey, onUnprovenKey: (method: string) => void): AuthPlugin {
  const create = mysql.authPlugins[name]();
  return (metadata) => {
    const answer = create(metadata);
    return (data) => {
      const reply = answer(data);
      if (!Buffer.isBuffer(reply) || reply.length !== 1 || reply[0] !== requestServerKey[name]) return reply;
      onUnprovenKey(name);
      throw new Error(`${name} without an encrypted connection`);
    };
  };
}
