import type { TestServer } from '../../kit/test-server.ts';

/** Writable by its own configuration when it starts the next time. */
export function opened({ binaries }: TestServer): Readonly<Record<string, string>> {
  return binaries.family === 'mysql' ? { 'read-only': 'OFF', 'super-read-only': 'OFF' } : { 'read-only': 'OFF' };
}

export function closed({ binaries }: TestServer): Readonly<Record<string, string>> {
  return binaries.family === 'mysql' ? { 'read-only': 'ON', 'super-read-only': 'ON' } : { 'read-only': 'ON' };
}
