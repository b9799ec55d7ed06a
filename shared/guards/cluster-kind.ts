import { factOf } from '../domain/facts.ts';
import type { ServerId } from '../domain/server.ts';
import { defineGuard } from './define.ts';
import { block, needsOf, pass } from './guard.ts';

/** Kinds of cluster that Signalbox does not know how to change yet. */
export const supportedKind = defineGuard<{ server: ServerId }>({
  code: 'cluster-kind-unsupported',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'settings'),
  unknown: 'block',
  check: ({ server }, facts) => {
    const marks = factOf(facts.get(server), 'settings')?.unsupportedMarks ?? [];
    return marks.length === 0
      ? pass(`${server} replicates asynchronously, as this plan expects.`)
      : block(
          `${server} is part of a kind of cluster that is not supported yet: ${marks.join(', ')}.`,
          'Use that product’s own tool for this change.',
        );
  },
});
