import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoadEars, LoadOrder } from '../../../electron/engine/import/work/import-work.ts';
import { inAWorker } from '../../../electron/engine/import/work/in-a-worker.ts';
import { inThisThread } from '../../../electron/engine/import/work/in-this-thread.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ImportEvent } from '../../../shared/import/import-events.ts';
import { describeOn } from '../../kit/families.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { createLoader } from './load-into.ts';

const never = new AbortController().signal;
const rows = 2000;

const head = 'DROP TABLE IF EXISTS `w`.`t`;\nCREATE TABLE `w`.`t` (`id` INT PRIMARY KEY, `n` TINYINT) ENGINE=InnoDB;\n';
const insert = (from: number, to: number): string =>
  `INSERT INTO \`w\`.\`t\` VALUES ${Array.from({ length: to - from }, (_, index) => `(${String(from + index)},1)`).join(',')};\n`;
const good = `CREATE DATABASE IF NOT EXISTS \`w\`;\n${head}${insert(0, rows)}${insert(rows, 2 * rows)}`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-worker-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function dump(name: string, text: string): Promise<string> {
  const path = join(folder, `${name}.sql.gz`);
  await writeFile(path, gzipSync(text));
  return path;
}

describe('a dump looked through by a worker', () => {
  test('shows the same as in this thread', async () => {
    const path = await dump('same', good);
    const read: number[] = [];
    const there = await inAWorker.lookThrough(path, (bytes) => read.push(bytes), never);
    expect(there).toEqual(await inThisThread.lookThrough(path, () => undefined, never));
    expect(there.tables.map((table) => table.rows)).toEqual([2 * rows]);
    expect(read.length).toBeGreaterThan(0);
  });

  test('ends with the code that it would have here', async () => {
    const looked = inAWorker.lookThrough(join(folder, 'nothing.sql'), () => undefined, never);
    await expect(looked).rejects.toMatchObject({ name: 'SignalboxError', code: 'dump-unreadable' });
    const stopped = inAWorker.lookThrough(await dump('stop', good), () => undefined, AbortSignal.abort());
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  });
});

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'a dump loaded by a worker', () => {
    let topology: Topology;
    beforeAll(async () => {
      topology = await startTopology({ family, positions: 'file', replicas: 0 });
      await createLoader(topology.source);
    });
    afterAll(() => topology.stop());

    function order(path: string, more: Partial<LoadOrder> = {}): LoadOrder {
      const target = {
        server: topology.source.address,
        user: 'loader',
        password: () => Promise.resolve('loader'),
        tls: { mode: 'off', caFile: null, certFile: null, keyFile: null },
      } as const;
      return {
        ...{ id: 'w', input: { kind: 'file', path }, target, lanes: 2, database: null, logged: true },
        ...{ keepsMarks: true, inOrder: false, lockWaitSeconds: 60, overwritten: [], skipErrors: [], model: null },
        ...more,
      };
    }

    function ears(): LoadEars & {
      readonly events: ImportEvent[];
      readonly skipped: string[];
      readonly said: string[];
    } {
      const [events, skipped, said]: [ImportEvent[], string[], string[]] = [[], [], []];
      return {
        ...{ events, skipped, said },
        onEvent: (event) => events.push(event),
        onSkipped: (_skip, statement) => skipped.push(statement.toString()),
        onWarnings: (warnings) =>
          said.push(...warnings.filter((row) => row['Level'] !== 'Note').map((row) => String(row['Message']))),
        onLoaded: async () => {
          said.push(`loaded ${String(await topology.source.value('SELECT COUNT(*) FROM w.t'))}`);
        },
      };
    }

    test('tells what it does, and is there', async () => {
      const path = await dump(family, `${good}INSERT IGNORE INTO \`w\`.\`t\` VALUES (-1,1000);\n${insert(5, 6)}`);
      const heard = ears();
      const result = await inAWorker.load(order(path, { skipErrors: [1062] }), heard, never);
      expect(result).toMatchObject({ rows: 2 * rows + 1, tables: [{ name: 't', state: 'finished' }] });
      expect(heard.skipped).toEqual([expect.stringContaining('(5,1)')]);
      expect(heard.said).toEqual([expect.stringContaining('Out of range'), `loaded ${String(2 * rows + 1)}`]);
      expect(heard.events.map(({ kind }) => kind)).toContain('table-finished');
    });

    test('ends with the place of the statement that was refused', async () => {
      const path = await dump('wrong', `${good}${insert(1, 2)}`);
      const load = inAWorker.load(order(path, { id: 'x' }), ears(), never);
      await expect(load).rejects.toMatchObject({
        code: 'import-statement-failed',
        details: { number: 1062, table: 'w.t', line: 6 },
      });
    });

    test('ends with what became of the password', async () => {
      const fails = () => Promise.reject(new SignalboxError('secret-missing', 'No password.'));
      const { target, ...rest } = order(await dump('secret', good));
      const load = inAWorker.load({ ...rest, target: { ...target, password: fails } }, ears(), never);
      await expect(load).rejects.toMatchObject({ code: 'secret-missing', message: 'No password.' });
    });

    test('is cancelled', async () => {
      const lock = await topology.source.connect({ user: 'root', socketPath: topology.source.spec.socket });
      await lock.query('LOCK TABLES w.t WRITE');
      const abort = new AbortController();
      const heard = ears();
      const load = inAWorker.load(
        order(await dump('cancel', good), { id: 'y' }),
        { ...heard, onEvent: (event) => (event.kind === 'progress' ? abort.abort() : undefined) },
        abort.signal,
      );
      await expect(load).rejects.toMatchObject({ code: 'cancelled' });
      lock.destroy();
    });
  });
}
