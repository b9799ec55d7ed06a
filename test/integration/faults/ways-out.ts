import type { Engine } from '../../../electron/engine/engine.ts';
import type { FoundOperation } from './job.ts';

const lookMs = 30_000; // ms

/** What a program that was started anew finds unfinished, and the ways out that it offers. */
export async function foundOperations(engine: Engine, cluster: string): Promise<readonly FoundOperation[]> {
  const found: FoundOperation[] = [];
  for (const { id } of engine.unfinishedOperations(cluster)) {
    const { pastLine, ways } = await engine.operationState(id, AbortSignal.timeout(lookMs));
    found.push({ id, pastLine, ways: ways.map(({ way, allowed, because }) => ({ way, allowed, because })) });
  }
  return found;
}
