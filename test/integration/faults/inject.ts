import { setTimeout as sleep } from 'node:timers/promises';
import type { ContinuousWriter } from '../../kit/continuous-writer.ts';
import { snapshot } from '../../kit/server-snapshot.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { waitFor } from '../../kit/wait-for.ts';
import type { Bench } from './bench.ts';
import type { Fault } from './fault-case.ts';
import { closed, opened } from './own-configuration.ts';
import type { ProgramProcess } from './program-process.ts';
import type { WishName } from './wishes.ts';

/** What a fault is done to. */
export interface Scene {
  readonly bench: Bench;
  readonly program: ProgramProcess;
  readonly writer: ContinuousWriter;
  readonly wish: WishName;
  /** The server of the step at which it happens; null when the step has none. */
  readonly stepServer: TestServer | null;
}

/** What there is to know of a fault that has been done. */
export interface Injected {
  readonly victim: TestServer | null;
  /** When a victim that a supervisor started again answered, performance.now(); null for other faults. */
  readonly returnedAt: number | null;
  /** When it began to start: others may reach it a moment before it is known to answer. */
  readonly startedAt: number | null;
  /** The victim was started anew: its settings are those of its files. */
  readonly lostState: boolean;
  /** Ends what lasts, once the operation has come to its end. */
  readonly heal: () => Promise<void>;
}

/** Where the fault is not one of this file. */
export const nothingInjected: Injected = {
  victim: null,
  returnedAt: null,
  startedAt: null,
  lostState: false,
  heal: () => Promise.resolve(),
};

const suspendedMs = 1500; // ms
const delayMs = 25; // ms a packet
const nothing = (): Promise<void> => Promise.resolve();

/** Does a fault while the program stands still at the point; lets it go on (unless it is dead). */
export async function inject(fault: Fault, scene: Scene): Promise<Injected> {
  const { bench, program } = scene;
  const victim = 'victim' in fault ? bench.server(fault.victim) : null;
  const injected = (heal: () => Promise<void> = nothing): Injected => ({
    victim,
    returnedAt: null,
    startedAt: null,
    lostState: false,
    heal,
  });
  const proxyOf = (server: TestServer | null) => bench.proxy(server ?? bench.server('source'));
  switch (fault.kind) {
    case 'program-killed':
      await program.kill();
      return injected();
    case 'program-suspended': {
      program.pause();
      for (const server of bench.servers) bench.proxy(server).cut();
      await sleep(suspendedMs);
      program.resume();
      program.goOn();
      return injected();
    }
    case 'server-killed':
      await victim?.kill();
      program.goOn();
      return { ...injected(async () => (victim === null ? undefined : startAndFollow(victim))), lostState: true };
    case 'server-restarted': {
      const times = victim === null ? { startedAt: null, returnedAt: null } : await superviseRestart(victim, scene);
      program.goOn();
      return { victim, ...times, lostState: true, heal: async () => victim?.configure(closed(victim)) };
    }
    case 'server-paused':
      victim?.pause();
      program.goOn();
      return injected(() => {
        victim?.resume();
        return Promise.resolve();
      });
    case 'cut-before-arrival':
    case 'cut-before-reply':
    case 'swallow-reply':
      proxyOf(scene.stepServer).doomNext(fault.kind);
      program.goOn();
      return { ...injected(), victim: scene.stepServer };
    case 'cut-after-reply':
      proxyOf(scene.stepServer).cut();
      program.goOn();
      return { ...injected(), victim: scene.stepServer };
    case 'connections-cut':
      proxyOf(victim).cut();
      program.goOn();
      return injected();
    case 'connections-swallowed':
      proxyOf(victim).swallowOpen();
      program.goOn();
      return injected();
    case 'path-lost':
      proxyOf(victim).swallow();
      program.goOn();
      return injected(() => {
        proxyOf(victim).cut();
        proxyOf(victim).heal();
        return Promise.resolve();
      });
    case 'source-gone':
    case 'source-and-program-gone':
      throw new Error('a failover is asked for after that');
    case 'delayed':
      proxyOf(victim).delay(delayMs);
      program.goOn();
      return injected(() => {
        proxyOf(victim).heal();
        return Promise.resolve();
      });
  }
}

/** Kills and starts it, writable by its own configuration. The application knows better than to use it where another is open. */
async function superviseRestart(
  victim: TestServer,
  { bench, wish, writer }: Scene,
): Promise<{ readonly startedAt: number; readonly returnedAt: number }> {
  const wasOpen =
    wish === 'failover' || wish === 'salvage' || wish === 'rejoin' ? Number(await closedOf(victim)) === 0 : null;
  await victim.kill();
  await victim.configure(opened(victim));
  if (!(wasOpen ?? (await isStillSource(victim, bench)))) writer.avoid(victim);
  const startedAt = performance.now();
  await victim.start();
  return { startedAt, returnedAt: performance.now() };
}

/** The application writes to the new source, and to the old one as long as no other is open. */
async function isStillSource(victim: TestServer, bench: Bench): Promise<boolean> {
  const [source, candidate] = [bench.server('source'), bench.server('candidate')];
  if (victim === source) return Number(await closedOf(candidate)) !== 0;
  return victim === candidate && Number(await closedOf(source)) === 1;
}

/** Replication begins by itself a moment after the server answers. */
async function startAndFollow(server: TestServer): Promise<void> {
  await server.start();
  const look = async (): Promise<boolean> => (await snapshot(server)).channels.every(({ sql }) => sql === 'Yes');
  await waitFor('replication to begin by itself', look, (runs) => runs, 3000).catch(() => undefined);
}

function closedOf(server: TestServer): Promise<string | number | null> {
  return server.value('SELECT @@GLOBAL.read_only');
}
