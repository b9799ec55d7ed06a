import { errantTransactions, type Errant } from '../domain/gtid/errant.ts';
import { factOf, type FactsByServer } from '../domain/facts.ts';
import type { ServerId } from '../domain/server.ts';
import { defineGuard } from './define.ts';
import { block, loss, needsOf, pass, warn, type FactNeed } from './guard.ts';
import { semiSyncOf } from './semi-sync-move.ts';
import type { Verdict } from './verdict.ts';

/** What `replica` wrote by itself, as far as their GTIDs tell. */
export function ownWrites(facts: FactsByServer, replica: ServerId, source: ServerId): Errant {
  const [of, against] = [replica, source].map((server) => {
    const identity = factOf(facts.get(server), 'identity');
    const status = factOf(facts.get(server), 'status');
    return identity === undefined || status === undefined ? null : { serverId: identity.serverId, gtid: status.gtid };
  });
  if (!of || !against) return { kind: 'unknown', because: 'one of the two was not read' };
  return errantTransactions(of, against);
}

function pairNeeds(replica: ServerId, source: ServerId): readonly FactNeed[] {
  return [...needsOf(replica, 'identity', 'status'), ...needsOf(source, 'identity', 'status')];
}

/** A replica that takes writes of its own is a second master; one that merely could is closed by a first step. */
export const oneWriter = defineGuard<{
  server: ServerId;
  source: ServerId;
  closable: boolean;
  /** The two follow each other, so that what the one wrote is on the other and can't be told apart. */
  paired?: boolean;
}>({
  code: 'two-writers',
  about: ({ server }) => server,
  needs: ({ server, source }) => pairNeeds(server, source),
  unknown: 'block',
  check: ({ server, source, closable, paired }, facts) => {
    const status = factOf(facts.get(server), 'status');
    if (status?.readOnly !== false) return pass(`${server} is read-only.`);
    if (paired === true) {
      return block(
        `${server} and ${source} follow each other and both take writes.`,
        `Close the one that the application does not write to (SET GLOBAL read_only = ON), then check again.`,
      );
    }
    const own = ownWrites(facts, server, source);
    return own.kind === 'errant'
      ? block(
          `${server} takes writes of its own (${own.text}) beside ${source}.`,
          'Find out who writes there and stop it; bring the two together before switching over.',
        )
      : warn(
          own.kind === 'unknown'
            ? `${server} is writable; whether it has writes of its own can't be told: ${own.because}.`
            : `${server} is writable, though no writes of its own were found.`,
          closable
            ? 'A first step of the plan closes it.'
            : 'It keeps its place and is not touched: close it by hand (read_only).',
        );
  },
});

/** A server outside the tree that accepts writes makes it unclear who the source is. */
export const noOtherSource = defineGuard<{ server: ServerId; source: ServerId }>({
  code: 'two-sources',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, source }, facts) =>
    factOf(facts.get(server), 'status')?.readOnly === true
      ? warn(
          `${server} stands beside ${source}, replicates from nobody and is read-only.`,
          'Remove it from the cluster or attach it.',
        )
      : block(
          `${server} replicates from nobody and takes writes beside ${source}.`,
          'Two {sources}: decide which is right, close the other, then check again.',
        ),
});

export const noErrantTransactions = defineGuard<{ replica: ServerId; source: ServerId; part: 'candidate' | 'replica' }>(
  {
    code: 'errant-transactions',
    about: ({ replica }) => replica,
    needs: ({ replica, source }) => pairNeeds(replica, source),
    unknown: 'block',
    check: ({ replica, source, part }, facts): Verdict => {
      const own = ownWrites(facts, replica, source);
      switch (own.kind) {
        case 'none':
          return pass(`${replica} has nothing that ${source} does not have.`);
        case 'unknown':
          return warn(
            `Whether ${replica} has writes of its own can't be told: ${own.because}.`,
            'Compare the data before you rely on it.',
          );
        case 'unclear':
          return part === 'candidate'
            ? loss(
                `${replica} wrote by itself at some time (${own.text}); whether ${source} has that can't be told.`,
                unclearCure,
              )
            : warn(
                `${replica} wrote by itself at some time (${own.text}); whether ${source} has that can't be told.`,
                unclearCure,
              );
        case 'errant':
          if (waitsToBeShown(own, facts, source))
            return warn(
              `${replica} has transactions that ${source} wrote and does not show yet: ${own.text}. Their commits wait for an acknowledgement (semi-sync).`,
              'Look again when they are through; closing the {source} waits for them, too.',
            );
          return part === 'candidate'
            ? block(
                `${replica} has transactions that ${source} does not have: ${own.text}. As {source} it would spread them, or break its {replicas} where they are purged.`,
                'Look at them in its binary log; replay them on the {source}, or re-seed this server, or choose another candidate.',
              )
            : warn(
                `${replica} has transactions that ${source} does not have: ${own.text}.`,
                'It goes on replicating, but its data differs; look at them and re-seed it when convenient.',
              );
      }
    },
  },
);

/**
 * With AFTER_SYNC a replica may have what the source’s own executed set lacks, as long as its commit waits for an
 * acknowledgement (seen on MySQL 9.7).
 */
function waitsToBeShown({ set }: Extract<Errant, { kind: 'errant' }>, facts: FactsByServer, source: ServerId): boolean {
  const waiting = semiSyncOf(facts, source)?.source?.waitingSessions ?? 0;
  const uuid = factOf(facts.get(source), 'identity')?.uuid?.toLowerCase() ?? null;
  return waiting > 0 && uuid !== null && set !== null && [...set.keys()].every((name) => name.startsWith(uuid));
}

const unclearCure =
  'Was it a {source} before this {source} was seeded? Then it is harmless. Else look at those transactions in its binary log.';

/** Says so when there is no writable source at the moment. */
export const sourceWritable = defineGuard<{ source: ServerId }>({
  code: 'source-read-only',
  about: ({ source }) => source,
  needs: ({ source }) => needsOf(source, 'status'),
  unknown: 'block',
  check: ({ source }, facts) =>
    factOf(facts.get(source), 'status')?.readOnly === false
      ? pass(`${source} takes writes.`)
      : warn(
          `${source} is read-only now; after the switchover the new {source} takes writes.`,
          'If it was closed on purpose, find out why first.',
        ),
});
