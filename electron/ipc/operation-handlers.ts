import type { Engine } from '../engine/engine.ts';
import type { CallHandlers, StreamHandlers } from './handlers.ts';
import type { RunningOperations } from './running-operations.ts';

type Calls =
  | 'switchover.candidates'
  | 'switchover.preview'
  | 'failover.preview'
  | 'rejoin.preview'
  | 'duties.list'
  | 'duties.handsOff'
  | 'incidents.list'
  | 'operations.remark'
  | 'attach.preview'
  | 'changeMaster.preview'
  | 'putBack.preview'
  | 'operation.running'
  | 'operation.answer'
  | 'operation.cancel'
  | 'operations.unfinished'
  | 'operations.state'
  | 'operations.previewUndo'
  | 'operations.handOver';
type Streams = 'operation.run' | 'operation.follow' | 'operations.resume';

export function operationCalls(engine: Engine, operations: RunningOperations): CallHandlers<Calls> {
  return {
    'switchover.candidates': async ({ cluster }, { signal }) => [...(await engine.candidates(cluster, signal))],
    'switchover.preview': (request, { signal }) => engine.previewSwitchover(request, signal),
    'failover.preview': (request, { signal }) => engine.previewFailover(request, signal),
    'rejoin.preview': (request, { signal }) => engine.previewRejoin(request, signal),
    'duties.list': ({ cluster, ended }) => [...engine.duties(cluster, ended)],
    'duties.handsOff': ({ operation, note }) => engine.handsOff(operation, note),
    'incidents.list': ({ cluster }) => [...engine.incidents(cluster)],
    'operations.remark': ({ operation, text, acknowledged }) => engine.remark(operation, text, acknowledged),
    'attach.preview': (request, { signal }) => engine.previewAttach(request, signal),
    'changeMaster.preview': (request, { signal }) => engine.previewChangeMaster(request, signal),
    'putBack.preview': (request, { signal }) => engine.previewPutBack(request, signal),
    'operation.running': () => [...operations.running()],
    'operation.answer': ({ operation, step, choice }) => {
      engine.answer(operation, step, choice);
      return {};
    },
    'operation.cancel': ({ operation }) => {
      engine.cancel(operation);
      return {};
    },
    'operations.unfinished': ({ cluster }) => [...engine.unfinishedOperations(cluster)],
    'operations.state': ({ operation }, { signal }) => engine.operationState(operation, signal),
    'operations.previewUndo': ({ operation }, { signal }) => engine.previewUndo({ operation, accept: [] }, signal),
    'operations.handOver': ({ operation, note }) => engine.handOverOperation(operation, note),
  };
}

export function operationStreams(operations: RunningOperations): StreamHandlers<Streams> {
  return {
    'operation.run': (order, { emit, signal }) => operations.run(order, emit, signal),
    'operations.resume': (order, { emit, signal }) => operations.resume(order, emit, signal),
    'operation.follow': ({ operation }, { emit, signal }) => operations.follow(operation, emit, signal),
  };
}
