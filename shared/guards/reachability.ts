import { readingOf } from '../domain/facts.ts';
import type { ServerId } from '../domain/server.ts';
import { defineGuard } from './define.ts';
import { block, needsOf, pass } from './guard.ts';

/** Does the server answer? Blocks for the source and the candidate; another replica can be left behind. */
export const serverReachable = defineGuard<{ server: ServerId; part: 'source' | 'candidate' | 'replica' }>({
  code: 'server-unreachable',
  about: ({ server }) => server,
  needs: () => [],
  unknown: 'block',
  check: ({ server, part }, facts) => {
    const status = readingOf(facts.get(server), 'status');
    if (status?.ok === true) return pass(`${server} answers.`);
    const why = status?.message ?? 'nothing was read from it';
    const cure =
      part === 'replica'
        ? `Bring it back, or leave it behind (--leave-behind ${server}) and re-attach it later.`
        : 'Bring it back, or check its address, network and account. If the {source} is gone for good, this is a failover, not a switchover.';
    return block(
      `${server} (${part === 'replica' || part === 'source' ? `{${part}}` : part}) does not answer: ${why}`,
      cure,
    );
  },
});

/** Are the facts young enough to decide on? */
export const factsFresh = defineGuard<{ server: ServerId; limitMs: number }>({
  code: 'facts-stale',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, limitMs }, facts, now) => {
    const readAt = readingOf(facts.get(server), 'status')?.readAt ?? 0;
    const age = now - readAt;
    return age <= limitMs
      ? pass(`${server} was read ${String(Math.max(0, age))} ms ago.`)
      : block(
          `What is known of ${server} is ${(age / 1000).toFixed(1)} s old; a decision needs facts of the last ${String(limitMs / 1000)} s.`,
          'Check again; if it stays slow, look at the server and the network first.',
        );
  },
});
