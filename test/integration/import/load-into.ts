import { Readable } from 'node:stream';
import { createConnector } from '../../../electron/engine/connections/connector.ts';
import type { ByteSession } from '../../../electron/engine/connections/session.ts';
import { loadDump } from '../../../electron/engine/import/load/load-dump.ts';
import type { LoadRequest, LoadResult } from '../../../electron/engine/import/load/load-request.ts';
import { openDump } from '../../../electron/engine/import/sources/open-dump.ts';
import type { TestServer } from '../../kit/test-server.ts';

/** An account that may do everything on a fresh server. */
export async function createLoader(server: TestServer): Promise<void> {
  await server.query("CREATE USER 'loader'@'%' IDENTIFIED BY 'loader'");
  await server.query("GRANT ALL PRIVILEGES ON *.* TO 'loader'@'%'");
}

/** Imports a dump with the loader alone, without what is asked before. */
export async function loadInto(
  dump: Buffer,
  target: TestServer,
  more: Partial<LoadRequest> & Pick<LoadRequest, 'lanes'>,
): Promise<LoadResult> {
  const source = await openDump({ kind: 'stream', stream: Readable.from(pieces(dump)), name: 'dump' });
  return loadDump({
    id: 'test',
    source,
    open: () => openAsLoader(target),
    database: null,
    logged: true,
    keepsMarks: true,
    inOrder: false,
    lockWaitSeconds: 60,
    skipErrors: new Set(),
    overwritten: [],
    referenced: () => [],
    onSkipped: () => undefined,
    onLoaded: () => Promise.resolve(),
    onWarnings: () => undefined,
    onEvent: () => undefined,
    monotonic: () => performance.now(),
    signal: new AbortController().signal,
    ...more,
  });
}

export function openAsLoader(target: TestServer): Promise<ByteSession> {
  return createConnector().openForBytes(
    {
      server: target.address,
      user: 'loader',
      password: () => Promise.resolve('loader'),
      tls: { mode: 'off', caFile: null, certFile: null, keyFile: null },
    },
    { connectWithinMs: 5000 },
  );
}

function* pieces(dump: Buffer): Generator<Buffer> {
  for (let at = 0; at < dump.length; at += 65_536) yield dump.subarray(at, at + 65_536);
}

/** A dump line by line, without what differs from run to run. */
export function comparable(dump: Buffer): string[] {
  return dump
    .toString('latin1')
    .split('\n')
    .filter((line) => !/^-- |GTID_PURGED|^\/\*!50112|^'?[0-9a-f-]{36}:/.test(line));
}
