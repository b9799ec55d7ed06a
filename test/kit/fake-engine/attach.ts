import type { AttachPreview, AttachRequest } from '../../../shared/plans/attach-view.ts';
import { repointSteps } from './repoint.ts';
import { newId } from './world.ts';
import type { World } from './world.ts';

/** Any server but the one that it is to follow may follow it. */
export function attachPreviewOf(world: World, { cluster, server, to }: AttachRequest): AttachPreview {
  const loop = server === to;
  const preview: AttachPreview = {
    planId: loop ? null : newId(world, 'plan'),
    kind: 'attach',
    cluster,
    environment: 'staging',
    server,
    source: to,
    begins: 'at mysql-bin.000007:48210, as the head of the dump says',
    fingerprint: 'fake',
    builtAt: world.options.clock(),
    guards: [
      {
        code: 'repoint-loop',
        server,
        verdict: loop ? 'block' : 'pass',
        message: loop ? `${server} can't follow itself.` : `${to} does not get its changes from ${server}.`,
        cure: loop ? 'Name another server.' : null,
        accepted: null,
      },
    ],
    steps: loop ? [] : repointSteps(server, to),
    line: null,
    expect: [{ label: server, text: `is closed for writes and follows ${to}` }],
    said: {
      title: `${server} → ${to}`,
      intent: `${server} is closed and becomes a {replica} of ${to}`,
      done: `${server} is a {replica} of ${to}`,
      undone: `${server} follows nobody, as before`,
    },
    runnable: !loop,
  };
  if (preview.planId !== null) world.previews.set(preview.planId, preview);
  return preview;
}
