import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { flavours } from '../../../shared/domain/flavour.ts';
import { createConnector } from '../../../electron/engine/connections/connector.ts';
import { isRunning } from '../../../electron/engine/yard/process-identity.ts';
import { readYardRecord } from '../../../electron/engine/yard/yard-record.ts';
import type { YardRecord } from '../../../electron/engine/yard/yard-record.ts';
import { Yard } from '../../../electron/engine/yard/yard.ts';
import { describeOn } from '../../kit/families.ts';
import { connectPlainly, errorNumber, queryPlainly } from '../../kit/plain-client.ts';
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

async function record(): Promise<YardRecord> {
  const found = await readYardRecord(directory);
  if (found === null) throw new Error('There is no yard.');
  return found;
}

async function processes(): Promise<number[]> {
  return (await record()).servers.map((server) => server.process?.pid ?? 0);
}

/** Asks one of the yard's servers as the ordinary application does. */
async function asApplication(server: number, sql: string) {
  const { spec } = (await record()).servers[server] ?? { spec: undefined };
  const password = await readFile(join(directory, 'passwords', 'application'), 'utf8');
  const connection = await connectPlainly({ host: '127.0.0.1', port: spec?.port ?? 0, user: 'yard_app', password });
  try {
    return await queryPlainly(connection, sql);
  } finally {
    connection.destroy();
  }
}

async function ordersOn(server: number): Promise<number> {
  return Number((await asApplication(server, "SELECT n FROM yard.totals WHERE name = 'orders'"))[0]?.['n']);
}

async function processesBelow(folder: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes(`--defaults-file=${folder}/`));
}

for (const family of flavours) {
  await describeOn(family, 'a yard', () => {
    test('is a master with two slaves under load, lives until down, and is gone after it', async () => {
      const up = await yard.up({ family });
      expect(up).toMatchObject({ running: true, family, positions: 'gtid', cluster: 'yard' });
      expect(up.servers.map((server) => server.alive)).toEqual([true, true, true]);
      const pids = await processes();

      const before = await ordersOn(1);
      await waitFor(
        'the load to reach a slave',
        () => ordersOn(1),
        (orders) => orders > before + 1,
      );
      const refusal = await asApplication(2, "UPDATE yard.totals SET n = 0 WHERE name = 'orders'").catch(errorNumber);
      expect(refusal).toBe(1290);

      expect(await yard.up({ family })).toEqual(up);
      expect(await processes()).toEqual(pids);
      await expect(yard.up({ family, replicas: 1 })).rejects.toMatchObject({ code: 'yard-exists' });
      expect(await yard.status()).toEqual(up);

      const identities = (await record()).servers.map((server) => server.process);
      expect(await yard.down()).toMatchObject({ running: false, servers: [] });
      expect(identities.map((identity) => identity !== null && isRunning(identity))).toEqual([false, false, false]);
      expect(await readdir(parent)).toEqual([]);
    });

    test('comes back on up after servers have died, with the same master', async () => {
      await yard.up({ family, positions: 'file', load: false });
      const [master = 0, , slave = 0] = await processes();
      process.kill(master, 'SIGKILL');
      process.kill(slave, 'SIGKILL');
      const alive = async () => (await yard.status()).servers.map((server) => server.alive);
      await waitFor('both to be gone', alive, (seen) => seen.join() === 'false,true,false');

      expect(await yard.up({ family, positions: 'file', load: false })).toMatchObject({ running: true });
      await asApplication(0, "UPDATE yard.totals SET n = 77 WHERE name = 'orders'");
      await waitFor(
        'a write to arrive',
        () => ordersOn(2),
        (orders) => orders === 77,
      );
      expect(await asApplication(2, "UPDATE yard.totals SET n = 0 WHERE name = 'orders'").catch(errorNumber)).toBe(
        1290,
      );
    });
  });
}

await describeOn('mariadb', 'a yard whose up was killed half-way', () => {
  test('is cleaned up by down, servers included, and built anew by up', async () => {
    const script = join(import.meta.dirname, 'up-in-child.ts');
    const child = spawn(process.execPath, [script, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of child.stdout.setEncoding('utf8')) {
      if (String(line).includes('Starting replication')) break;
    }
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await processesBelow(directory)).toHaveLength(3);

    await yard.down();
    expect(await processesBelow(directory)).toEqual([]);
    expect(await yard.up({ replicas: 1 })).toMatchObject({ running: true });
  });

  test('keeps its passwords in files that their owner alone can read, and off every command line', async () => {
    await yard.up({ replicas: 1, load: false });
    const configuration = await yard.configuration();
    const path = configuration.password.kind === 'file' ? configuration.password.path : '';
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const password = await readFile(path, 'utf8');
    expect(password.length).toBeGreaterThan(20);
    const lines = await processesBelow(directory);
    expect(lines).toHaveLength(2);
    expect(lines.filter((line) => line.includes(password))).toEqual([]);
    expect(await readdir(join(directory, 'servers', 's1'))).not.toContain('first-statements.sql');
  });
});
