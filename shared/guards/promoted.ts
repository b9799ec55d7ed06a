import { errantTransactions } from '../domain/gtid/errant.ts';
import { factOf, type FactsByServer, type IdentityFacts, type StatusFacts } from '../domain/facts.ts';
import { formatGtidSet } from '../domain/gtid/mysql-gtid-set.ts';
import type { ServerId } from '../domain/server.ts';
import { defineGuard } from './define.ts';
import { loss, needsOf, pass } from './guard.ts';

/**
 * What the candidate wrote by itself counts as being further on, and as a source it would spread it. Told apart from
 * what it received of the dead source by who wrote it first: its own uuid, or its own server_id on MariaDB.
 */
export const wroteNothingAlone = defineGuard<{ candidate: ServerId; others: readonly ServerId[] }>({
  code: 'candidate-own-transactions',
  about: ({ candidate }) => candidate,
  needs: ({ candidate, others }) => [candidate, ...others].flatMap((server) => needsOf(server, 'identity', 'status')),
  unknown: 'warn',
  check: ({ candidate, others }, facts) => {
    const own = others.length === 0 ? null : ownAlone(candidate, others, facts);
    return own === null
      ? pass(`No transactions were found that ${candidate} wrote by itself and nobody else has.`)
      : loss(
          `${candidate} has transactions that it wrote by itself and no other {replica} has: ${own}. As {source} it spreads them.`,
          'Look at them in its binary log; choose another candidate if they are not wanted.',
        );
  },
});

function ownAlone(candidate: ServerId, others: readonly ServerId[], facts: FactsByServer): string | null {
  const known = [candidate, ...others].map((server) => ({
    identity: factOf(facts.get(server), 'identity'),
    status: factOf(facts.get(server), 'status'),
  }));
  const read = known.flatMap(({ identity, status }) =>
    identity === undefined || status === undefined ? [] : [{ identity, status }],
  );
  const [first, ...rest] = read.map(({ identity, status }) => gtidOf(identity, status));
  if (first === undefined || read.length !== known.length) return null;
  const errant = errantTransactions(first, ...rest);
  if (errant.kind === 'none' || errant.kind === 'unknown') return null;
  if (errant.kind === 'unclear' || errant.set === null) return errant.text;
  const uuid = read[0]?.identity.uuid?.toLowerCase() ?? '';
  const mine = [...errant.set].filter(([name]) => uuid !== '' && name.startsWith(uuid));
  return mine.length === 0 ? null : formatGtidSet(new Map(mine));
}

function gtidOf({ serverId }: IdentityFacts, { gtid }: StatusFacts): Parameters<typeof errantTransactions>[0] {
  return { serverId, gtid };
}
