import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { SignalboxError } from '../../../../shared/domain/errors.ts';

/** Below the range that systems take ports for outgoing connections from, so that none is lost between look and use. */
const lowest = 20_000;
const highest = 30_000;
const tries = 100;
/**
 * Programs that start servers at the same time each look in a range that is theirs: until a server listens, and while
 * one that was killed is down, its port looks free to others. Whoever listens on the first port of a range has it.
 */
const ranges = 50;
const size = (highest - lowest) / ranges;
const ownTries = 50;

const given = new Set<number>();

/** Ports whose servers are gone for good: they may be given again. */
export function giveBackPorts(ports: readonly number[]): void {
  for (const port of ports) given.delete(port);
}

/**
 * Ports of 127.0.0.1 that nobody listens on now, and that this program has not given to a server which may only be down.
 * @throws SignalboxError `yard-failed` when no free one is found.
 */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  for (let attempt = 0; attempt < count * tries && found.size < count; attempt += 1) {
    const port = attempt < count * ownTries ? (await ownRange()) + 1 + randomInt(size - 1) : randomInt(lowest, highest);
    if (!found.has(port) && !given.has(port) && (await isFree(port))) found.add(port);
  }
  if (found.size < count) throw new SignalboxError('yard-failed', 'No free port was found on 127.0.0.1.');
  for (const port of found) given.add(port);
  return [...found];
}

let claimed: Promise<number> | null = null;

/** The first port of this process's range, claimed until it ends; where all are claimed, one that is shared. */
function ownRange(): Promise<number> {
  claimed ??= claimRange();
  return claimed;
}

async function claimRange(): Promise<number> {
  const first = process.pid % ranges;
  for (let next = 0; next < ranges; next += 1) {
    const base = lowest + ((first + next) % ranges) * size;
    const claim = await listen(base);
    if (claim === null) continue;
    claim.unref();
    return base;
  }
  return lowest + first * size;
}

async function isFree(port: number): Promise<boolean> {
  const server = await listen(port);
  if (server === null) return false;
  return new Promise((resolve) => {
    server.close(() => {
      resolve(true);
    });
  });
}

/** null: somebody listens there. */
function listen(port: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(null);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      resolve(server);
    });
  });
}
