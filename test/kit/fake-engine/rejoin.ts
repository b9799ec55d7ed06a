import type { GuardResult } from '../../../shared/guards/verdict.ts';
import type { RejoinPreview, RejoinRequest } from '../../../shared/plans/rejoin-view.ts';
import { repointSteps } from './repoint.ts';
import { newId } from './world.ts';
import type { World } from './world.ts';

/** Free to follow, or with two transactions that the new source never got. */
export function rejoinPreviewOf(world: World, { cluster, server }: RejoinRequest): RejoinPreview {
  const { source } = world;
  const own = world.options.returns === 'own';
  const preview: RejoinPreview = {
    planId: own ? null : newId(world, 'plan'),
    kind: 'rejoin',
    cluster,
    environment: 'staging',
    server,
    source,
    extra: own ? { transactions: 2, tables: [{ table: 'shop.orders', rows: 3 }] } : { transactions: 0, tables: [] },
    fingerprint: 'fake',
    builtAt: world.options.clock(),
    guards: guardsOf(server, source, own),
    steps: own ? [] : repointSteps(server, source),
    line: null,
    expect: [
      { label: server, text: `is closed and stays closed; it follows ${source}` },
      { label: 'If a step fails', text: `${server} stays closed and follows nobody` },
    ],
    said: {
      title: `${server} → ${source}`,
      intent: `${server} is closed and becomes a {replica} of ${source}`,
      done: `${server} follows ${source}`,
      undone: `${server} is closed and follows nobody`,
    },
    runnable: !own,
  };
  if (preview.planId !== null) world.previews.set(preview.planId, preview);
  return preview;
}

function guardsOf(server: string, source: string, own: boolean): readonly GuardResult[] {
  const passes: readonly (readonly [string, string])[] = [
    ['follows-already', `${server} replicates from nobody.`],
    ['not-the-source', `${source} takes writes.`],
    ['operation-in-progress', 'No other operation of this cluster is unfinished.'],
  ];
  return [
    ...passes.map(([code, message]): GuardResult => ({
      code,
      server: null,
      verdict: 'pass',
      message,
      cure: null,
      accepted: null,
    })),
    {
      code: 'extra-transactions',
      server,
      verdict: own ? 'block' : 'pass',
      message: own
        ? `${server} has transactions that ${source} does not have: its log from mysql-bin.000007:70114 on, where the new {source} took over, has 2 transactions (shop.orders: 3 rows).`
        : `${server} has nothing that ${source} does not have.`,
      cure: own
        ? `Look at them and bring what is needed to ${source} by hand; then re-seed ${server}. It stays closed.`
        : null,
      accepted: null,
    },
  ];
}
