import type { Engine } from '../../../electron/engine/engine.ts';
import type { OperationEvent } from '../../../shared/plans/operation-event.ts';
import type { OperationResult } from '../../../shared/plans/outcome.ts';
import type { FoundOperation, Way } from './job.ts';

const lookMs = 30_000; // ms

/** What a program that was started anew finds unfinished. */
export async function foundOperations(engine: Engine, cluster: string): Promise<readonly FoundOperation[]> {
  const found: FoundOperation[] = [];
  for (const { id } of engine.unfinishedOperations(cluster)) {
    const { pastLine, ways } = await engine.operationState(id, AbortSignal.timeout(lookMs));
    found.push({ id, pastLine, ways: ways.map(({ way, allowed, because }) => ({ way, allowed, because })) });
  }
  return found;
}

export function takeWayOut(
  engine: Engine,
  operation: string,
  way: Way,
  onEvent: (event: OperationEvent) => void,
): Promise<OperationResult> {
  return engine.resumeOperation({ operation, way, signal: new AbortController().signal, onEvent });
}
