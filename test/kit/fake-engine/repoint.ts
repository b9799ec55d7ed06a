import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { AnyPreview } from '../../../shared/plans/any-preview.ts';
import type { ChangeMasterPreview, ChangeMasterRequest } from '../../../shared/plans/change-master-view.ts';
import type { StepView } from '../../../shared/plans/outcome.ts';
import type { PutBackPreview, PutBackRequest } from '../../../shared/plans/put-back-view.ts';
import { newId } from './world.ts';
import type { World } from './world.ts';

const position = { file: 'mysql-bin.000007', offset: 48_210 };

/** Any server but the replica itself is taken; a typed offset that is odd is not the start of a transaction. */
export function changeMasterPreviewOf(world: World, request: ChangeMasterRequest): ChangeMasterPreview {
  const { continuation, replica, to } = request;
  const wrong = to === replica || (continuation.kind === 'position' && continuation.offset % 2 === 1);
  const preview: ChangeMasterPreview = {
    ...common(world, request.cluster, wrong, repointSteps(replica, to)),
    kind: 'change-master',
    guards: [
      {
        code: 'continuation-proved',
        server: replica,
        verdict: wrong ? 'block' : 'pass',
        message: wrong ? 'The position is not the start of a transaction.' : 'Its position is proved.',
        cure: wrong ? 'Leave the position out: it is derived.' : null,
        accepted: null,
      },
    ],
    said: {
      title: `${replica}: ${world.source} → ${to}`,
      intent: `${replica} follows ${to}`,
      done: `${replica} follows ${to}`,
      undone: `${replica} follows ${world.source}, as before`,
    },
    replica,
    channel: request.channel ?? '',
    from: world.source,
    to,
    sameServer: to === world.source,
    continues: 'at mysql-bin.000007:48210, its executed position',
  };
  return kept(world, preview);
}

/** Every record of the world can be put back. */
export function putBackPreviewOf(world: World, request: PutBackRequest): PutBackPreview {
  const record = world.records.find(({ id }) => id === request.record);
  if (record === undefined)
    throw new SignalboxError('journal-entry-unknown', `The journal has no entry “${request.record}”.`);
  const preview: PutBackPreview = {
    ...common(world, record.cluster, false, repointSteps(record.server, world.source)),
    kind: 'put-back',
    guards: [
      {
        code: 'stop-point',
        server: record.server,
        verdict: 'pass',
        message: 'The record was taken with the SQL thread stopped, and nothing was applied since.',
        cure: null,
        accepted: null,
      },
    ],
    said: {
      title: `${record.server}: back to ${record.id}`,
      intent: `${record.server} goes on where it stood`,
      done: `${record.server} goes on where it stood`,
      undone: `${record.server} is as before`,
    },
    replica: record.server,
    channel: request.channel ?? '',
    record: record.id,
    position,
    provedBy: 'record-stopped',
    lowerBound: position,
    between: { transactions: 3, tables: [{ table: 'shop.orders', rows: 5 }] },
  };
  return kept(world, preview);
}

function common(world: World, cluster: string, blocked: boolean, steps: readonly StepView[]) {
  return {
    planId: blocked ? null : newId(world, 'plan'),
    cluster,
    environment: 'staging',
    fingerprint: 'fake',
    builtAt: world.options.clock(),
    steps: blocked ? [] : steps,
    line: null,
    expect: [{ label: 'Replication', text: 'stands still for a few seconds; writes are not blocked' }],
    runnable: !blocked,
  } as const;
}

function kept<P extends AnyPreview>(world: World, preview: P): P {
  if (preview.planId !== null) world.previews.set(preview.planId, preview);
  return preview;
}

/** Lets `replica` follow `to` from now on. */
export function repointSteps(replica: string, to: string): readonly StepView[] {
  const [host = '', port = '3306'] = to.split(':');
  const change = `CHANGE MASTER TO\n  MASTER_HOST = '${host}',\n  MASTER_PORT = ${port},\n  MASTER_LOG_FILE = '${position.file}',\n  MASTER_LOG_POS = ${String(position.offset)}`;
  const step = (id: string, title: string, kind: StepView['kind'], statements: readonly string[]): StepView => ({
    id,
    title,
    kind,
    statements,
    why: 'So that nothing is repeated or skipped.',
    server: replica,
    undo: kind === 'change' ? 'Back to what was recorded' : 'no change',
    undoStatements: [],
    withinMs: 10_000,
    marks: null,
    group: null,
    state: 'pending',
    ms: null,
    detail: null,
  });
  return [
    step('record-before', 'Record positions and settings', 'record', []),
    step('stop', `${replica} stops replicating`, 'change', ['STOP SLAVE']),
    step('repoint', `${replica} is pointed at ${to}`, 'change', [change]),
    step('start', `${replica} replicates again`, 'change', ['START SLAVE']),
  ];
}
