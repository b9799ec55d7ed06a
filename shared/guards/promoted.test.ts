import { expect, test } from 'vitest';
import type { FactsByServer, GtidFacts } from '../domain/facts.ts';
import { parseVersion } from '../domain/server.ts';
import { ask } from './ask.ts';
import { wroteNothingAlone } from './promoted.ts';

const ids = { db2: 'aaaaaaaa-0000-0000-0000-000000000002', db3: 'aaaaaaaa-0000-0000-0000-000000000003' } as const;
const dead = 'aaaaaaaa-0000-0000-0000-000000000001';

function facts(db2: string, db3: string): FactsByServer {
  const executed = { db2, db3 };
  return new Map(
    (['db2', 'db3'] as const).map((name, index) => {
      const gtid: GtidFacts = { kind: 'mysql', mode: 'ON', executed: executed[name], purged: '' };
      const identity = { version: parseVersion('9.7.4'), uuid: ids[name], serverId: index + 2 };
      const readings = {
        identity: { ok: true, readAt: 0, value: identity },
        status: { ok: true, readAt: 0, value: { gtid } },
      };
      return [`${name}:3306`, { server: `${name}:3306`, aliases: [], readings }];
    }),
  ) as unknown as FactsByServer;
}

const question = wroteNothingAlone.ref({ candidate: 'db2:3306', others: ['db3:3306'] });

test('being further on in what the dead source wrote is nothing of its own', () => {
  expect(ask(question, facts(`${dead}:1-9`, `${dead}:1-5`), 0).verdict).toBe('pass');
});

test('what it wrote by itself and nobody has is a loss, named', () => {
  const answer = ask(question, facts(`${dead}:1-9,${ids.db2}:1-2`, `${dead}:1-5`), 0);
  expect(answer).toMatchObject({ verdict: 'loss' });
  expect(answer.message).toContain(`${ids.db2}:1-2`);
});

test('what it wrote when it was the source itself the others have', () => {
  expect(ask(question, facts(`${dead}:1-9,${ids.db2}:1-2`, `${dead}:1-5,${ids.db2}:1-2`), 0).verdict).toBe('pass');
});
