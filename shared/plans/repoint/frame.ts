import type { ServerId } from '../../domain/server.ts';
import { leaveBehind } from '../nodes.ts';
import type { PlanNode } from '../plan.ts';
import { timings } from './timings.ts';

/** Written down and locked before anything is changed. */
export function openingSteps(recorded: readonly ServerId[], locked: readonly ServerId[]): readonly PlanNode[] {
  return [
    {
      kind: 'record',
      id: 'record-before',
      title: 'Record positions and settings',
      why: 'Whatever happens next, it is written down where everything stood.',
      server: null,
      before: [],
      reason: 'before-operation',
      servers: recorded,
    },
    {
      kind: 'lock',
      id: 'lock',
      title: 'Lock the cluster against a second operation',
      why: 'Two operations at once could move the same channel.',
      server: null,
      before: [],
      servers: locked,
      name: 'signalbox.operation',
      withinMs: timings.lock,
    },
  ];
}

export function closingSteps(recorded: readonly ServerId[]): readonly PlanNode[] {
  return [
    leaveBehind('last-record', null, 'Record again', 'Take a record by hand.', [
      {
        kind: 'record',
        id: 'record-after',
        title: 'Record positions and settings again',
        why: 'Where everything stands from now on.',
        server: null,
        before: [],
        reason: 'after-operation',
        servers: recorded,
      },
    ]),
  ];
}
