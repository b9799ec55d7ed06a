import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { SignalboxError } from '../../../../shared/domain/errors.ts';

/** Below the range that systems take ports for outgoing connections from, so that none is lost between look and use. */
const lowest = 20_000;
const highest = 30_000;
const tries = 100;
/** Programs that start servers at the same moment look in ranges of their own first: until one listens its port looks free. */
const ranges = 50;
const ownTries = 50;

/**
 * Ports of 127.0.0.1 that nobody listens on now.
 * @throws SignalboxError `yard-failed` when no free one is found.
 */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  for (let attempt = 0; attempt < count * tries && found.size < count; attempt += 1) {
    const port = attempt < count * ownTries ? ownPort() : randomInt(lowest, highest);
    if (!found.has(port) && (await isFree(port))) found.add(port);
  }
  if (found.size < count) throw new SignalboxError('yard-failed', 'No free port was found on 127.0.0.1.');
  return [...found];
}

function ownPort(): number {
  const size = (highest - lowest) / ranges;
  return lowest + (process.pid % ranges) * size + randomInt(size);
}

async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
