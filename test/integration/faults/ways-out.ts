import type { Engine } from '../../../electron/engine/engine.ts';
import type { OperationEvent } from '../../../shared/plans/operation-event.ts';
import type { OperationResult } from '../../../shared/plans/outcome.ts';
import type { FoundOperation, Way } from './job.ts';

interface ResumingEngine {
  unfinishedOperations(cluster: string | null): readonly { readonly id: string }[];
  operationState(
    id: string,
    signal: AbortSignal,
  ): Promise<{ readonly pastLine: boolean; readonly ways: FoundOperation['ways'] }>;
  resumeOperation(request: {
    readonly operation: string;
    readonly way: Way;
    readonly signal: AbortSignal;
    readonly onEvent: (event: OperationEvent) => void;
  }): Promise<OperationResult>;
}

const lookMs = 30_000; // ms

/** What a program that was started anew finds unfinished. */
export async function foundOperations(engine: Engine, cluster: string): Promise<readonly FoundOperation[]> {
  if (!canResume(engine)) {
    const items = engine.journalItems({ cluster, limit: 100, before: null });
    const unfinished = items.flatMap((item) =>
      item.kind === 'operation' && item.operation.outcome === null ? [item.operation.id] : [],
    );
    return unfinished.map((id) => ({ id, pastLine: null, ways: [] }));
  }
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
  if (!canResume(engine)) throw new Error('this engine can’t resume');
  return engine.resumeOperation({ operation, way, signal: new AbortController().signal, onEvent });
}

function canResume(engine: Engine): engine is Engine & ResumingEngine {
  return 'resumeOperation' in engine;
}
