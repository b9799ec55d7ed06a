import type { EventOf, StreamName } from '../../shared/ipc/contract.ts';
import type { ImportPreviewEvent, ImportRunEvent } from '../../shared/import/running-import.ts';
import type { DumpRunEvent } from '../../shared/domain/running-dump.ts';
import type { OperationEvent } from '../../shared/plans/operation-event.ts';

type Keys = { readonly [K in StreamName]: (event: EventOf<K>) => string | null };

const operationKey = (event: OperationEvent): string | null =>
  event.kind === 'step' ? `step ${event.step.id} ${event.step.state}` : null;

const progressKey = ({ kind }: ImportRunEvent | ImportPreviewEvent | DumpRunEvent): string | null =>
  kind === 'progress' || kind === 'reading' ? kind : null;

const keys: Keys = {
  'topology.watch': () => 'whole',
  'operation.run': operationKey,
  'operation.follow': operationKey,
  'operations.resume': operationKey,
  'import.preview': progressKey,
  'import.follow': progressKey,
  'dump.follow': progressKey,
  'yard.up': () => null,
};

/** Which events of a stream replace each other while they wait for a slow window; null: each one counts. */
export function eventKey(name: string): (event: unknown) => string | null {
  if (!Object.hasOwn(keys, name)) return () => null;
  return keys[name as StreamName] as (event: unknown) => string | null;
}
