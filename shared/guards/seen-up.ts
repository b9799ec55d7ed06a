import { readingOf, type ServerFacts } from '../domain/facts.ts';

/** A moment at which a server was up, and for how long it had been. */
export interface SeenUp {
  readonly [key: string]: number;
  readonly readAt: number; // epoch ms
  readonly uptimeS: number; // s
}

/** null when its status was not read. */
export function seenUp(facts: ServerFacts | undefined): SeenUp | null {
  const status = readingOf(facts, 'status');
  return status?.ok === true ? { readAt: status.readAt, uptimeS: status.value.uptimeS } : null;
}

const grain = 2500; // ms: uptime is in whole seconds, and a reading takes a while

/** Has the server run from then until now? A restarted one has been up for less time than has passed. */
export function ranThrough(then: SeenUp, now: SeenUp): boolean {
  return now.uptimeS >= then.uptimeS && now.uptimeS * 1000 >= now.readAt - then.readAt - grain;
}
