import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createConnector } from '../../../electron/engine/connections/connector.ts';
import { readYardRecord } from '../../../electron/engine/yard/yard-record.ts';
import type { YardServer } from '../../../electron/engine/yard/yard-record.ts';
import { Yard } from '../../../electron/engine/yard/yard.ts';
import { describeOn } from '../../kit/families.ts';
import { connectPlainly, queryPlainly } from '../../kit/plain-client.ts';
import { waitFor } from '../../kit/wait-for.ts';

let parent: string;
let directory: string;
let yard: Yard;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'sbx-test-'));
  directory = join(parent, 'yard');
  yard = new Yard({ directory, connector: createConnector() });
});

afterEach(async () => {
  await yard.down();
  await rm(parent, { recursive: true, force: true });
});

async function servers(): Promise<readonly YardServer[]> {
  return (await readYardRecord(directory))?.servers ?? [];
}

async function ask(server: YardServer, sql: string) {
  const password = await readFile(join(directory, 'passwords', 'operate'), 'utf8');
  const { port } = server.spec;
  const connection = await connectPlainly({ host: '127.0.0.1', port, user: 'signalbox', password });
  try {
    return await queryPlainly(connection, sql);
  } finally {
    connection.destroy();
  }
}

/** `s2 follows s1, read-only`-like lines, as the servers say it. */
async function shape(): Promise<string[]> {
  const all = await servers();
  return Promise.all(
    all.map(async (server) => {
      const [channel] = await ask(server, 'SHOW ALL SLAVES STATUS');
      const [own] = await ask(server, 'SELECT @@GLOBAL.read_only AS closed');
      const source = all.find(({ spec }) => spec.port === Number(channel?.['Master_Port']))?.spec.name ?? 'nobody';
      const runs = channel === undefined || channel['Slave_SQL_Running'] === 'Yes';
      return `${server.spec.name} follows ${source}, ${Number(own?.['closed']) === 1 ? 'read-only' : 'open'}${runs ? '' : ', stopped'}`;
    }),
  );
}

await describeOn('mariadb', 'a yard', () => {
  test('that is a chain', async () => {
    expect(await yard.up({ shape: 'chain', replicas: 3 })).toMatchObject({ running: true, shape: 'chain' });
    expect(await shape()).toEqual([
      's1 follows nobody, open',
      's2 follows s1, read-only',
      's3 follows s2, read-only',
      's4 follows s1, read-only',
    ]);
  });

  test('that is a pair has one active server, also after both have died', async () => {
    const pair = ['s1 follows s2, open', 's2 follows s1, read-only', 's3 follows s1, read-only'];
    expect(await yard.up({ shape: 'pair', positions: 'file' })).toMatchObject({ running: true, shape: 'pair' });
    expect(await shape()).toEqual(pair);

    for (const { process: found } of (await servers()).slice(0, 2)) process.kill(found?.pid ?? 0, 'SIGKILL');
    const alive = async () => (await yard.status()).servers.map((server) => server.alive);
    await waitFor('both to be gone', alive, (seen) => seen.join() === 'false,false,true');
    expect(await yard.up({ shape: 'pair', positions: 'file' })).toMatchObject({ running: true });
    expect(await shape()).toEqual(pair);
  });
});
