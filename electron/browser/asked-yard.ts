import { reportOf } from '../../shared/domain/errors.ts';
import { inWords } from '../../shared/domain/words.ts';
import type { Engine } from '../engine/engine.ts';
import type { YardOptions, YardStart } from '../ipc/yard-start.ts';
import type { Terminal } from './terminal.ts';

/** What --yard starts where there is no yard; the window that opens asks for the same and so joins it. */
const usualYard: YardOptions = { family: 'mariadb', replicas: 2, positions: 'gtid', shape: 'star' };

/** Starts the practice servers, or those again that there are, and says how it goes. Never rejects. */
export async function startAskedYard(
  engine: Engine,
  yard: YardStart,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  try {
    const tell = (message: string): void => {
      if (!signal.aborted) terminal.say(inWords(message, engine.preferences().words));
    };
    await yard.up(
      await askedYard(engine),
      (progress) => tell(progress.kind === 'up' ? 'The practice servers run.' : progress.message),
      signal,
    );
  } catch (error) {
    terminal.complain(reportOf(error).message);
  }
}

async function askedYard(engine: Engine): Promise<YardOptions> {
  const { family, positions, shape, servers } = await engine.yardStatus();
  if (family === null || positions === null || shape === null) return usualYard;
  return { family, positions, shape, replicas: servers.length - 1 };
}
