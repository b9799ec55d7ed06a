import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import { addressOf, filesOf } from './server-spec.ts';
import type { ServerSpec } from './server-spec.ts';

export interface AnswerOptions {
  readonly withinMs: number; // ms
  readonly signal?: AbortSignal | undefined;
  /** False once the process is gone: then waiting is over. */
  readonly stillRunning: () => boolean;
}

const pauseMs = 40; // ms between two tries
const greetingMs = 1000; // ms a single try may take

/**
 * Waits until a server greets its clients, which it does only when it has started in full (init file included). Its
 * socket tells it from another one that took its port.
 * @throws SignalboxError `yard-failed` with the end of the server's log; `cancelled`.
 */
export async function waitUntilAnswers(spec: ServerSpec, options: AnswerOptions): Promise<void> {
  const deadline = Date.now() + options.withinMs;
  while (!existsSync(spec.socket) || !(await greets(spec.port))) {
    if (options.signal?.aborted === true)
      throw new SignalboxError('cancelled', 'Cancelled while a server was starting.');
    if (!options.stillRunning()) throw await failure(spec, 'ended while it was starting');
    if (Date.now() > deadline) {
      throw await failure(spec, `did not answer within ${String(options.withinMs / 1000)} s`);
    }
    await sleep(pauseMs);
  }
}

/** Does a server that speaks protocol version 10 greet on this port of 127.0.0.1 right now? */
export async function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: greetingMs });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('data', (greeting) => {
      settle(greeting[4] === 10);
    });
    socket.once('error', () => {
      settle(false);
    });
    socket.once('timeout', () => {
      settle(false);
    });
    socket.once('close', () => {
      resolve(false);
    });
  });
}

async function failure(spec: ServerSpec, what: string): Promise<SignalboxError> {
  const { log } = filesOf(spec);
  const lines = (await readFile(log, 'utf8').catch(() => '')).trim().split('\n');
  const errors = lines.filter((line) => line.includes('[ERROR]')).slice(-3);
  const words = errors.length > 0 ? ` Its log says: ${errors.join(' / ')}` : ` Its log is ${log}.`;
  return new SignalboxError('yard-failed', `The practice server ${spec.name} (${addressOf(spec)}) ${what}.${words}`);
}
